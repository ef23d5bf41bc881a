/** What workers announce about the types of task that they can run. */
@NullMarked
package io.taskmill.model.type;

import org.jspecify.annotations.NullMarked;
