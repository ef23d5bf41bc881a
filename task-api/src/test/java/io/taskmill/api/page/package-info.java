/** Tests of the page. */
@NullMarked
package io.taskmill.api.page;

import org.jspecify.annotations.NullMarked;
