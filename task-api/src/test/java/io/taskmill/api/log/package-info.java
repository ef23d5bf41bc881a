/** Tests of lists. */
@NullMarked
package io.taskmill.api.log;

import org.jspecify.annotations.NullMarked;
