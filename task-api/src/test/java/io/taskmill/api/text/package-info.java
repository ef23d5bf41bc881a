/** Tests of the package. */
@NullMarked
package io.taskmill.api.text;

import org.jspecify.annotations.NullMarked;
