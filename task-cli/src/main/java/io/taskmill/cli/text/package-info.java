/** What may be shown on a terminal, and how it looks there. */
@NullMarked
package io.taskmill.cli.text;

import org.jspecify.annotations.NullMarked;
