/** A schedule, and the pure function that decides what an event makes of it. */
@NullMarked
package io.taskmill.model.schedule;

import org.jspecify.annotations.NullMarked;
