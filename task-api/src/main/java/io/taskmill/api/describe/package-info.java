/** Describes the API as OpenAPI, made of the controllers and of the schemas beside this package. */
@NullMarked
package io.taskmill.api.describe;

import org.jspecify.annotations.NullMarked;
