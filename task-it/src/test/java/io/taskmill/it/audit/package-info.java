/** A mixed load under kills, and the checks of what it has left in the store and in the workers' own ledger. */
@NullMarked
package io.taskmill.it.audit;

import org.jspecify.annotations.NullMarked;
