/** Gates: who holds them, who waits, how many may. */
@NullMarked
package io.taskmill.api.gate;

import org.jspecify.annotations.NullMarked;
