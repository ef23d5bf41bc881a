/** Runs: asked for, begun, stopped, ended. */
@NullMarked
package io.taskmill.runtime.run;

import org.jspecify.annotations.NullMarked;
