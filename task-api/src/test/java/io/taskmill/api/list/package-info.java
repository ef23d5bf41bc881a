/** Tests of lists. */
@NullMarked
package io.taskmill.api.list;

import org.jspecify.annotations.NullMarked;
