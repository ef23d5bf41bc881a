/** Faults of every kind, by a plan, while clients run errands; and what came of it. */
@NullMarked
package io.taskmill.it.chaos;

import org.jspecify.annotations.NullMarked;
