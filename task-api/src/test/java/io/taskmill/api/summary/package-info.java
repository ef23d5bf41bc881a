/** Tests of counts over HTTP. */
@NullMarked
package io.taskmill.api.summary;

import org.jspecify.annotations.NullMarked;
