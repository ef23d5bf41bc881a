/** Wires the module from Spring Boot's own RabbitMQ properties. */
@NullMarked
package io.taskmill.messaging.config;

import org.jspecify.annotations.NullMarked;
