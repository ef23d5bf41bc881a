/** What a schedule is to do, and when: as asked for, before anything has come of it. */
@NullMarked
package io.taskmill.model.plan;

import org.jspecify.annotations.NullMarked;
