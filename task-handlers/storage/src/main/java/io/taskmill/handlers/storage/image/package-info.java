/** Removing a virtual machine from a cluster: the machine waits for all of its images, and each of them for its operation. */
@NullMarked
package io.taskmill.handlers.storage.image;

import org.jspecify.annotations.NullMarked;
