/** Tests of the simulator with a room of their own. */
@NullMarked
package io.taskmill.simulator;

import org.jspecify.annotations.NullMarked;
