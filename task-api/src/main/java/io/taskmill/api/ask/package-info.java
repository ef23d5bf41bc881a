/** Answers what is known of a task. */
@NullMarked
package io.taskmill.api.ask;

import org.jspecify.annotations.NullMarked;
