/** Which command is taken next, and when none. */
@NullMarked
package io.taskmill.runtime.intake;

import org.jspecify.annotations.NullMarked;
