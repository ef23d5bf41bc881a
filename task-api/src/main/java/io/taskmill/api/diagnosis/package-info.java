/** Why a task is not running, or what it is at: each cause in one sentence. */
@NullMarked
package io.taskmill.api.diagnosis;

import org.jspecify.annotations.NullMarked;
