/** Folding a batch into documents of one kind, under their guard. */
@NullMarked
package io.taskmill.projector.fold;

import org.jspecify.annotations.NullMarked;
