/** One shard: what its messages mean for tasks, sessions and types, in order. */
@NullMarked
package io.taskmill.projector.shard;

import org.jspecify.annotations.NullMarked;
