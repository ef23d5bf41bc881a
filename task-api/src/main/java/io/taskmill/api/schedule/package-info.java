/** Schedules: what they are asked for, and shown as. */
@NullMarked
package io.taskmill.api.schedule;

import org.jspecify.annotations.NullMarked;
