/** The task type COLLECT_RBD_PERFORMANCE: counters of a block device, which a cluster gathers for whoever asks. */
@NullMarked
package io.taskmill.handlers.storage.rbd;

import org.jspecify.annotations.NullMarked;
