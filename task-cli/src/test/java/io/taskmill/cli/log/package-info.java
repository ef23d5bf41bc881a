/** Tests of reading logs. */
@NullMarked
package io.taskmill.cli.log;

import org.jspecify.annotations.NullMarked;
