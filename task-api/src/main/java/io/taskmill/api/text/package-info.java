/** What people read, in their language. */
@NullMarked
package io.taskmill.api.text;

import org.jspecify.annotations.NullMarked;
