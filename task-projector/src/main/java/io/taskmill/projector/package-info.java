/** The projector as a process: one consumer for each event shard that folds messages into documents. */
@NullMarked
package io.taskmill.projector;

import org.jspecify.annotations.NullMarked;
