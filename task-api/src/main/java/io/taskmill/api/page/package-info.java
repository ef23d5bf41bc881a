/** The page that people see: one HTML document, the modules it names, and nothing else. */
@NullMarked
package io.taskmill.api.page;

import org.jspecify.annotations.NullMarked;
