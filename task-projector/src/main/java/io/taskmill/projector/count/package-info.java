/** Keeping how many tasks a shard has in each state. */
@NullMarked
package io.taskmill.projector.count;

import org.jspecify.annotations.NullMarked;
