/** Tests of the whole API against a real broker and store. */
@NullMarked
package io.taskmill.api;

import org.jspecify.annotations.NullMarked;
