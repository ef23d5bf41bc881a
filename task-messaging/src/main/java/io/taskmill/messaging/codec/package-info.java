/** What travels, as bytes. */
@NullMarked
package io.taskmill.messaging.codec;

import org.jspecify.annotations.NullMarked;
