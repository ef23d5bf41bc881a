/** A mixed load, its books, and the checks of what it has left in the store. */
@NullMarked
package io.taskmill.it.audit;

import org.jspecify.annotations.NullMarked;
