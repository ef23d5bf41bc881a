/** Shows what lies among the dead letters, puts it back where it came from, deletes it. */
@NullMarked
package io.taskmill.messaging.dead;

import org.jspecify.annotations.NullMarked;
