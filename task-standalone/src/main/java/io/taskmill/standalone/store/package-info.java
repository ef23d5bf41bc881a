/** A server of MongoDB's protocol inside this JVM, which keeps its documents in memory only. */
@NullMarked
package io.taskmill.standalone.store;

import org.jspecify.annotations.NullMarked;
