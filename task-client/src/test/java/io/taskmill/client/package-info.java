/** Tests of the client against a scripted server. */
@NullMarked
package io.taskmill.client;

import org.jspecify.annotations.NullMarked;
