/** Tests of following. */
@NullMarked
package io.taskmill.cli.follow;

import org.jspecify.annotations.NullMarked;
