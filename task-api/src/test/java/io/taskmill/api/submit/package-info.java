/** Tests of the package. */
@NullMarked
package io.taskmill.api.submit;

import org.jspecify.annotations.NullMarked;
