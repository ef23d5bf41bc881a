/** The HTTP front of Taskmill: submit a task, ask about it. */
@NullMarked
package io.taskmill.api;

import org.jspecify.annotations.NullMarked;
