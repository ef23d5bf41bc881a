/** Lists tasks, page by page. */
@NullMarked
package io.taskmill.api.list;

import org.jspecify.annotations.NullMarked;
