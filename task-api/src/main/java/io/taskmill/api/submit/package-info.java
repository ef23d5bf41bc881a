/** Takes tasks in: reads, checks, and publishes them. */
@NullMarked
package io.taskmill.api.submit;

import org.jspecify.annotations.NullMarked;
