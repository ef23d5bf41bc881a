/** What is known of the things that tasks work on. */
@NullMarked
package io.taskmill.model.entity;

import org.jspecify.annotations.NullMarked;
