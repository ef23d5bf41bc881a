/** Wires a worker into the service that it is embedded in. */
@NullMarked
package io.taskmill.runtime.config;

import org.jspecify.annotations.NullMarked;
