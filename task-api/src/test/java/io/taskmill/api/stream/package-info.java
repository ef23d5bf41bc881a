/** Tests of streams. */
@NullMarked
package io.taskmill.api.stream;

import org.jspecify.annotations.NullMarked;
