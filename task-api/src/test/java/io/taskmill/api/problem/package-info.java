/** Tests of the package. */
@NullMarked
package io.taskmill.api.problem;

import org.jspecify.annotations.NullMarked;
