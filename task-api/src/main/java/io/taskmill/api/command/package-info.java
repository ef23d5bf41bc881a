/** Carries what users want of tasks that are there: cancel, retry and delete; and of pools and types: pause and resume. */
@NullMarked
package io.taskmill.api.command;

import org.jspecify.annotations.NullMarked;
