/** Reads the JSON that clients send: strictly, and telling all that is wrong and where. */
@NullMarked
package io.taskmill.api.body;

import org.jspecify.annotations.NullMarked;
