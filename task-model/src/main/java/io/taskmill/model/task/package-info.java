/** One task as it is known, and the pure function that says what a message makes of it. Start reading here. */
@NullMarked
package io.taskmill.model.task;

import org.jspecify.annotations.NullMarked;
