/** What the log lines that are written on behalf of a run have in common. */
@NullMarked
package io.taskmill.runtime.log;

import org.jspecify.annotations.NullMarked;
