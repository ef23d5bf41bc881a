/** Rates: when the next task of a key may be let go. */
@NullMarked
package io.taskmill.model.rate;

import org.jspecify.annotations.NullMarked;
