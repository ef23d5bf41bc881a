/** Carries what users want of tasks that are there: cancel and retry. */
@NullMarked
package io.taskmill.api.command;

import org.jspecify.annotations.NullMarked;
