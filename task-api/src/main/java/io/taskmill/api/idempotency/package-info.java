/** Makes submissions repeatable: one key, one task (invariant 7). */
@NullMarked
package io.taskmill.api.idempotency;

import org.jspecify.annotations.NullMarked;
