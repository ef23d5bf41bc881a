/** Programs on the class path of the tests, so that a test can change a part of one. */
@NullMarked
package io.taskmill.it.program;

import org.jspecify.annotations.NullMarked;
