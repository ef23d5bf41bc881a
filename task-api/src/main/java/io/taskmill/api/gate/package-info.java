/** Gates: who holds them, who waits, how many may; and which gates and rates a submission has to pass. */
@NullMarked
package io.taskmill.api.gate;

import org.jspecify.annotations.NullMarked;
