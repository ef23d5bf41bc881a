/** A server that plays systems outside, room by room: its state outlives it, its operations take time, and it fails when told to. */
@NullMarked
package io.taskmill.simulator;

import org.jspecify.annotations.NullMarked;
