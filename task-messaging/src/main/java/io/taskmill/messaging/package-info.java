/** AMQP as Taskmill uses it: the names of exchanges and queues, and connections that come back. */
@NullMarked
package io.taskmill.messaging;

import org.jspecify.annotations.NullMarked;
