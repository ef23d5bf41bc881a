/** What runs report, gathered into few messages. */
@NullMarked
package io.taskmill.runtime.report;

import org.jspecify.annotations.NullMarked;
