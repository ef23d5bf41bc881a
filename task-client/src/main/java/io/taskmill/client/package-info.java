/** Taskmill's HTTP API for programs in Java. */
@NullMarked
package io.taskmill.client;

import org.jspecify.annotations.NullMarked;
