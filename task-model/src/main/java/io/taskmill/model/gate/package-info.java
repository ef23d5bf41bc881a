/** Gates: which tasks hold one, which wait for it, and who is next. */
@NullMarked
package io.taskmill.model.gate;

import org.jspecify.annotations.NullMarked;
