/** The storage cluster, asked as a client would. */
@NullMarked
package io.taskmill.simulator.storage;

import org.jspecify.annotations.NullMarked;
