/** The pack of virtual desktops among the other modules. */
@NullMarked
package io.taskmill.it.vdi;

import org.jspecify.annotations.NullMarked;
