/** One task, two workers and two folders: every order in which anything can happen to them. */
@NullMarked
package io.taskmill.model.explore.task;

import org.jspecify.annotations.NullMarked;
