/** Tests of the package. */
@NullMarked
package io.taskmill.api.ids;

import org.jspecify.annotations.NullMarked;
