/** Tests of the list of workers over HTTP. */
@NullMarked
package io.taskmill.api.pause;

import org.jspecify.annotations.NullMarked;
