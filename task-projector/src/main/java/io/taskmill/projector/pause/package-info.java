/** What is paused, as a projector knows it. */
@NullMarked
package io.taskmill.projector.pause;

import org.jspecify.annotations.NullMarked;
