/** Reads what must be known before the first request can be served. */
@NullMarked
package io.taskmill.api.start;

import org.jspecify.annotations.NullMarked;
