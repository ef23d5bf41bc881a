/** Which pools and types are paused, by whom and why, and what the wish to change that makes of it. */
@NullMarked
package io.taskmill.model.pause;

import org.jspecify.annotations.NullMarked;
