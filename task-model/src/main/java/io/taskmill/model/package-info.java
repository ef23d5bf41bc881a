/** The vocabulary that every part of Taskmill speaks: identifiers, states, and the small values tasks are made of. */
@NullMarked
package io.taskmill.model;

import org.jspecify.annotations.NullMarked;
