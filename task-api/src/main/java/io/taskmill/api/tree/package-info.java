/** Families: a task and its descendants, page by page. */
@NullMarked
package io.taskmill.api.tree;

import org.jspecify.annotations.NullMarked;
