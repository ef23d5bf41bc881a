/** The task type HTTP_CALL: one request to an address that was checked, and its answer. */
@NullMarked
package io.taskmill.handlers.basic.http;

import org.jspecify.annotations.NullMarked;
