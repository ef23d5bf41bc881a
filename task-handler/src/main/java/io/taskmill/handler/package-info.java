/** What the author of a task writes against. */
@NullMarked
package io.taskmill.handler;

import org.jspecify.annotations.NullMarked;
