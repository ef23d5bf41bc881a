/** A session, two tick senders and two shards: when it counts as lost, and what becomes of its task. */
@NullMarked
package io.taskmill.model.explore.session;

import org.jspecify.annotations.NullMarked;
