/** The commands that drive Taskmill from a terminal. */
@NullMarked
package io.taskmill.cli;

import org.jspecify.annotations.NullMarked;
