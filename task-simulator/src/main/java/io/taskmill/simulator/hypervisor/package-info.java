/** A hypervisor that is the truth about its virtual machines: clones them from templates, and reaches into their guests. */
@NullMarked
package io.taskmill.simulator.hypervisor;

import org.jspecify.annotations.NullMarked;
