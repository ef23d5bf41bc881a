/** Tests of the package. */
@NullMarked
package io.taskmill.api.start;

import org.jspecify.annotations.NullMarked;
