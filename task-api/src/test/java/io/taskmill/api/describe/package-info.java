/** Tests of the description of the API. */
@NullMarked
package io.taskmill.api.describe;

import org.jspecify.annotations.NullMarked;
