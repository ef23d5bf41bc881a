/** Looks at what lies among the dead letters, and leaves it there. */
@NullMarked
package io.taskmill.messaging.dead;

import org.jspecify.annotations.NullMarked;
