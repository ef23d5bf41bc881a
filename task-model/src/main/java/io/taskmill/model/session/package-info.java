/** One worker process as it is known: its heartbeats, its lease, and when it counts as lost. */
@NullMarked
package io.taskmill.model.session;

import org.jspecify.annotations.NullMarked;
