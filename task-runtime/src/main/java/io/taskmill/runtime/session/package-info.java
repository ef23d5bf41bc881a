/** The worker's own view of its session: heartbeats, lease, and what it is told. */
@NullMarked
package io.taskmill.runtime.session;

import org.jspecify.annotations.NullMarked;
