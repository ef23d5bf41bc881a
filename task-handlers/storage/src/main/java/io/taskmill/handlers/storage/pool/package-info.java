/** The task type SET_POOL_PG_NUM: a pool gets another number of placement groups, and is watched until it has them. */
@NullMarked
package io.taskmill.handlers.storage.pool;

import org.jspecify.annotations.NullMarked;
