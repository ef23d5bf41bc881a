package io.taskmill.projector.fold;

import org.jspecify.annotations.Nullable;

/**
 * A document that was written.
 *
 * @param before null if there was none
 * @param version of the document as it is now
 */
public record Written<E>(@Nullable E before, E after, long version) {}
