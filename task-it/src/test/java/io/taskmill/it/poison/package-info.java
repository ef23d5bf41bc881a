/** A worker with a handler that ends it, and with one that does no harm. */
@NullMarked
package io.taskmill.it.poison;

import org.jspecify.annotations.NullMarked;
