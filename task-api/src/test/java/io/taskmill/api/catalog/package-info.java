/** Tests of the list of types over HTTP. */
@NullMarked
package io.taskmill.api.catalog;

import org.jspecify.annotations.NullMarked;
