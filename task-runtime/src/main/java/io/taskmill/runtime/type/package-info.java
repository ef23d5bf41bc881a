/** The handlers of this worker, and what it announces of them. */
@NullMarked
package io.taskmill.runtime.type;

import org.jspecify.annotations.NullMarked;
