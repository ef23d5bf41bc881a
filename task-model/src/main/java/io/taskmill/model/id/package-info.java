/** Task ids that tell by themselves whether this installation issued them. */
@NullMarked
package io.taskmill.model.id;

import org.jspecify.annotations.NullMarked;
