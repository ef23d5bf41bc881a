/** Refuses new tasks before this process's memory is used up. */
@NullMarked
package io.taskmill.standalone.memory;

import org.jspecify.annotations.NullMarked;
