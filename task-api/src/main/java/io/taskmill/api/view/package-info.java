/** A task as JSON, the same for everybody who is shown one. */
@NullMarked
package io.taskmill.api.view;

import org.jspecify.annotations.NullMarked;
