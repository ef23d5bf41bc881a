/** What the tasks ask of a hypervisor, and the one that is asked over HTTP. */
@NullMarked
package io.taskmill.handlers.vdi.hypervisor;

import org.jspecify.annotations.NullMarked;
