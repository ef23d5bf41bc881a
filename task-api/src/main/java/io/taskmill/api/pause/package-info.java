/** What is paused, as an API knows it. */
@NullMarked
package io.taskmill.api.pause;

import org.jspecify.annotations.NullMarked;
