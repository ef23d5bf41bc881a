/** Lists the types of task that can be submitted. */
@NullMarked
package io.taskmill.api.catalog;

import org.jspecify.annotations.NullMarked;
