/** Wires the module from Spring Boot's own MongoDB properties. */
@NullMarked
package io.taskmill.store.config;

import org.jspecify.annotations.NullMarked;
