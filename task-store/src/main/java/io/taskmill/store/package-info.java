/** What is known, in MongoDB: written by the projector under a guard, read by the API. */
@NullMarked
package io.taskmill.store;

import org.jspecify.annotations.NullMarked;
