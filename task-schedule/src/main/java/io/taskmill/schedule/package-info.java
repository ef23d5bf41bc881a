/** When schedules fire. */
@NullMarked
package io.taskmill.schedule;

import org.jspecify.annotations.NullMarked;
