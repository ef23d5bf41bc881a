/** Answers what has happened: the journal page by page, and as CSV. */
@NullMarked
package io.taskmill.api.journal;

import org.jspecify.annotations.NullMarked;
