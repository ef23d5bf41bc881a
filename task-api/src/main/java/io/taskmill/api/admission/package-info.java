/** Which gates and rates a task has to pass, and whether it is refused for one. */
@NullMarked
package io.taskmill.api.admission;

import org.jspecify.annotations.NullMarked;
