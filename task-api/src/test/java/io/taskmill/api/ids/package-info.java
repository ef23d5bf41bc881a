/** Tests of the package. */
@NullMarked
package io.taskmill.model.id;

import org.jspecify.annotations.NullMarked;
