/** Reads the logs that programs of this checkout write. */
@NullMarked
package io.taskmill.cli.log;

import org.jspecify.annotations.NullMarked;
