/** What folding causes elsewhere: answers, further dispatches, notices, probes. */
@NullMarked
package io.taskmill.projector.follow;

import org.jspecify.annotations.NullMarked;
