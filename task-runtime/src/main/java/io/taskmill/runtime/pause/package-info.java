/** What is paused, as a worker knows it. */
@NullMarked
package io.taskmill.runtime.pause;

import org.jspecify.annotations.NullMarked;
