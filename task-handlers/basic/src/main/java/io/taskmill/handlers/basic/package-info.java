/** Tasks to try a system with. */
@NullMarked
package io.taskmill.handlers.basic;

import org.jspecify.annotations.NullMarked;
