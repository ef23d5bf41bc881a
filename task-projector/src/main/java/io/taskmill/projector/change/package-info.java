/** Tells whoever listens what was written. */
@NullMarked
package io.taskmill.projector.change;

import org.jspecify.annotations.NullMarked;
