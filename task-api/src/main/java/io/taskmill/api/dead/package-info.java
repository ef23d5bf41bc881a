/** Shows, replays and deletes the dead letters. */
@NullMarked
package io.taskmill.api.dead;

import org.jspecify.annotations.NullMarked;
