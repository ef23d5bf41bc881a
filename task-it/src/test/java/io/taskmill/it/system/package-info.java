/** Real processes of Taskmill on real servers, and what a client of them needs. */
@NullMarked
package io.taskmill.it.system;

import org.jspecify.annotations.NullMarked;
