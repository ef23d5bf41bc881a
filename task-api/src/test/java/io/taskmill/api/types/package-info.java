/** Tests of the package. */
@NullMarked
package io.taskmill.api.types;

import org.jspecify.annotations.NullMarked;
