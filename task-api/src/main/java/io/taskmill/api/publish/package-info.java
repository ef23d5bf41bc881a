/** Makes commands durable. */
@NullMarked
package io.taskmill.api.publish;

import org.jspecify.annotations.NullMarked;
