/** Every error as an RFC 9457 problem. */
@NullMarked
package io.taskmill.api.problem;

import org.jspecify.annotations.NullMarked;
