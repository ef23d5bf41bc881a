/** Workers of two releases of one service: the second one has a new version of a type, and a new type. */
@NullMarked
package io.taskmill.it.greeting;

import org.jspecify.annotations.NullMarked;
