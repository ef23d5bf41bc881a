/** The handlers that docs/handlers.md shows, compiled and run. */
@NullMarked
package io.taskmill.it.docs.handlers;

import org.jspecify.annotations.NullMarked;
