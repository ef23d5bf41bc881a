/** The things that tasks work on, over HTTP. */
@NullMarked
package io.taskmill.api.entity;

import org.jspecify.annotations.NullMarked;
