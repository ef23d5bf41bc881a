/** Tests of the package. */
@NullMarked
package io.taskmill.api.command;

import org.jspecify.annotations.NullMarked;
