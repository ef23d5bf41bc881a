/** Tells how many tasks there are. */
@NullMarked
package io.taskmill.api.summary;

import org.jspecify.annotations.NullMarked;
