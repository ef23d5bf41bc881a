/** Lists the workers that live. */
@NullMarked
package io.taskmill.api.workers;

import org.jspecify.annotations.NullMarked;
