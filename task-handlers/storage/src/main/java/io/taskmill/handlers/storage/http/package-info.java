/** A storage cluster that is spoken to over HTTP. */
@NullMarked
package io.taskmill.handlers.storage.http;

import org.jspecify.annotations.NullMarked;
