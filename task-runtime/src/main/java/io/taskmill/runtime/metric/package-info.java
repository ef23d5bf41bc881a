/** What a worker counts and measures, under names that dashboards may rely on. */
@NullMarked
package io.taskmill.runtime.metric;

import org.jspecify.annotations.NullMarked;
