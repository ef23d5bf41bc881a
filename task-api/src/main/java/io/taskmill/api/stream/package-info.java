/** Shows readers what changes while they look, and tells them when they have missed something. */
@NullMarked
package io.taskmill.api.stream;

import org.jspecify.annotations.NullMarked;
