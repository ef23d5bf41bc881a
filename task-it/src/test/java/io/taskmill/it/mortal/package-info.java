/** Programs that die where a test wants them to. */
@NullMarked
package io.taskmill.it.mortal;

import org.jspecify.annotations.NullMarked;
