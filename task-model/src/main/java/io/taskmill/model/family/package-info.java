/** The parts of families: which children a task has, which of them are out, and how they have ended. */
@NullMarked
package io.taskmill.model.family;

import org.jspecify.annotations.NullMarked;
