/** Publishing with confirms: every message's outcome is known, or known to be unknown. */
@NullMarked
package io.taskmill.messaging.publish;

import org.jspecify.annotations.NullMarked;
