/** Carries what users want of tasks that are there: cancel, retry and delete. */
@NullMarked
package io.taskmill.api.command;

import org.jspecify.annotations.NullMarked;
