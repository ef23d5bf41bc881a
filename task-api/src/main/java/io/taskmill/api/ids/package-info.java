/** Task ids that tell by themselves whether this installation issued them. */
@NullMarked
package io.taskmill.api.ids;

import org.jspecify.annotations.NullMarked;
