package io.taskmill.messaging.dead;

import java.util.List;

/**
 * A look into the queue of dead letters.
 *
 * @param total messages that lay in the queue
 * @param letters the oldest of them
 */
public record Peeked(long total, List<DeadLetter> letters) {

    public Peeked {
        letters = List.copyOf(letters);
    }
}
