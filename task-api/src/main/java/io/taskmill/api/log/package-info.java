/** Answers what the runs of a task have logged. */
@NullMarked
package io.taskmill.api.log;

import org.jspecify.annotations.NullMarked;
