/** An AMQP 0-9-1 broker inside this JVM, which keeps its messages in memory only. */
@NullMarked
package io.taskmill.standalone.broker;

import org.jspecify.annotations.NullMarked;
