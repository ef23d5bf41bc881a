/** Consuming with acknowledgements, through lost channels and connections. */
@NullMarked
package io.taskmill.messaging.consume;

import org.jspecify.annotations.NullMarked;
