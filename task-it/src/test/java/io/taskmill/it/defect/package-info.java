/** Programs in which one thing is done wrongly on purpose: the audit must notice each. */
@NullMarked
package io.taskmill.it.defect;

import org.jspecify.annotations.NullMarked;
