/** That the pages in {@code docs} tell what is so. */
@NullMarked
package io.taskmill.it.docs;

import org.jspecify.annotations.NullMarked;
