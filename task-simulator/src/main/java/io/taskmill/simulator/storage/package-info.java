/** A storage cluster: images that are removed part by part, pools that converge, counters that somebody must ask for. */
@NullMarked
package io.taskmill.simulator.storage;

import org.jspecify.annotations.NullMarked;
