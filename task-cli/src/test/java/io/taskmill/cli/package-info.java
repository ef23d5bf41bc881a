/** Tests of the commands against a scripted API. */
@NullMarked
package io.taskmill.cli;

import org.jspecify.annotations.NullMarked;
