/** A worker whose handler writes down, outside of Taskmill, what it does. */
@NullMarked
package io.taskmill.it.ledger;

import org.jspecify.annotations.NullMarked;
