/** Work queues seen from outside: whether commands that tasks wait for can still be in them. */
@NullMarked
package io.taskmill.projector.queue;

import org.jspecify.annotations.NullMarked;
