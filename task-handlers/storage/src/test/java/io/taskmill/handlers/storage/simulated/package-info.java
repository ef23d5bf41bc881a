/** A storage cluster for tests: the simulator in this process, and ways to break it. */
@NullMarked
package io.taskmill.handlers.storage.simulated;

import org.jspecify.annotations.NullMarked;
