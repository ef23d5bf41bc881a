/** The page in a real browser: against an API in memory that does what a test asks for, and against a real Taskmill. */
@NullMarked
package io.taskmill.it.page;

import org.jspecify.annotations.NullMarked;
