/** What has changed, as everybody who listens is told. */
@NullMarked
package io.taskmill.model.change;

import org.jspecify.annotations.NullMarked;
