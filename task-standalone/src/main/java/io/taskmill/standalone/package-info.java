/** Runs all of Taskmill in one process, with an embedded broker and an embedded store. */
@NullMarked
package io.taskmill.standalone;

import org.jspecify.annotations.NullMarked;
