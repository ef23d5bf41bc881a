/** Looking again and again at what goes on in a cluster. */
@NullMarked
package io.taskmill.handlers.storage.watch;

import org.jspecify.annotations.NullMarked;
