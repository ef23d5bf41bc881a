/** Offers the handlers of this pack where the address of a storage cluster is configured. */
@NullMarked
package io.taskmill.handlers.storage.config;

import org.jspecify.annotations.NullMarked;
