/** Time, as messages to every shard. */
@NullMarked
package io.taskmill.projector.tick;

import org.jspecify.annotations.NullMarked;
