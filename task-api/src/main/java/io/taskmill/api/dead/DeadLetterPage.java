package io.taskmill.api.dead;

import io.taskmill.messaging.dead.Peeked;
import java.util.List;

/**
 * The oldest dead letters.
 *
 * @param total how many there are
 */
record DeadLetterPage(long total, List<LetterView> items) {

    static DeadLetterPage of(Peeked peeked) {
        return new DeadLetterPage(
                peeked.total(),
                peeked.letters().stream().map(LetterView::listed).toList());
    }
}
