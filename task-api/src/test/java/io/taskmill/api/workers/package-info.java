/** Tests of the list of workers over HTTP. */
@NullMarked
package io.taskmill.api.workers;

import org.jspecify.annotations.NullMarked;
