/** The types of task that workers have announced, and the schemas of their parameters. */
@NullMarked
package io.taskmill.api.types;

import org.jspecify.annotations.NullMarked;
