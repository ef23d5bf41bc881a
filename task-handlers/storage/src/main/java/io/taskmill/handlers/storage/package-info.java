/** What a storage cluster offers, as Ceph and Vdsm do: images of virtual machines, pools, and counters of performance. */
@NullMarked
package io.taskmill.handlers.storage;

import org.jspecify.annotations.NullMarked;
