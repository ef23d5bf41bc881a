/** The tasks of VeiL Broker: pools of virtual desktops, and the machines in them. */
@NullMarked
package io.taskmill.handlers.vdi;

import org.jspecify.annotations.NullMarked;
