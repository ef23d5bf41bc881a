/** Tests of the package. */
@NullMarked
package io.taskmill.api.ask;

import org.jspecify.annotations.NullMarked;
