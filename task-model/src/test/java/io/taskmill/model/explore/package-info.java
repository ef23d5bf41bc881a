/** Explores every state that a small world can come to, through the very transition functions. */
@NullMarked
package io.taskmill.model.explore;

import org.jspecify.annotations.NullMarked;
