/** That properties are documented, checked at start, and kept secret where they must be. */
@NullMarked
package io.taskmill.it.configuration;

import org.jspecify.annotations.NullMarked;
