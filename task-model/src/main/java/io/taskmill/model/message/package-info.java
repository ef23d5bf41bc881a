/** What travels: the messages that a shard's consumer folds, and those that a worker session is told. */
@NullMarked
package io.taskmill.model.message;

import org.jspecify.annotations.NullMarked;
