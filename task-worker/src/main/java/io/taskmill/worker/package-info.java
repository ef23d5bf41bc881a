/** The worker as a process of its own: the runtime with the packs of handlers that it was built with. */
@NullMarked
package io.taskmill.worker;

import org.jspecify.annotations.NullMarked;
