/** Tests of what is shown. */
@NullMarked
package io.taskmill.cli.text;

import org.jspecify.annotations.NullMarked;
