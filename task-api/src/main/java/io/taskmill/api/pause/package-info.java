/** Pauses pools and types, resumes them, and tells what is paused. */
@NullMarked
package io.taskmill.api.pause;

import org.jspecify.annotations.NullMarked;
