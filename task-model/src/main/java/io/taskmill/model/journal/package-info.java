/** What the journal holds: what has happened to tasks and who has changed how Taskmill works, kept when a task is gone. */
@NullMarked
package io.taskmill.model.journal;

import org.jspecify.annotations.NullMarked;
