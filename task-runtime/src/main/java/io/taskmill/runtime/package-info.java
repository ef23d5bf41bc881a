/** The worker's main path: a session is opened, commands are taken in, run and reported. Start with Worker. */
@NullMarked
package io.taskmill.runtime;

import org.jspecify.annotations.NullMarked;
