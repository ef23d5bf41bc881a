/** Follows a task until it has ended, and shows where it is. */
@NullMarked
package io.taskmill.cli.follow;

import org.jspecify.annotations.NullMarked;
