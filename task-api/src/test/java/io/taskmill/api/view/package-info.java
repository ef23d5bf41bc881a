/** Tests of the package. */
@NullMarked
package io.taskmill.api.view;

import org.jspecify.annotations.NullMarked;
