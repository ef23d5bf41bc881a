/** What holds over several modules and processes. */
@NullMarked
package io.taskmill.it;

import org.jspecify.annotations.NullMarked;
