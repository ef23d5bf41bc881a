/** Tests of the fixtures themselves. */
@NullMarked
package io.taskmill.testkit;

import org.jspecify.annotations.NullMarked;
