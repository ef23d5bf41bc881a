package io.taskmill.messaging.dead;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing has to happen before a letter is dropped, but that the log tells of it. */
final class Deletion implements Act {

    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    @Override
    public Optional<LeftReason> stays(DeadLetter letter) {
        return Optional.empty();
    }

    @Override
    public Map<Fetched, LeftReason> carryOut(List<Fetched> letters) {
        for (Fetched held : letters) {
            DeadLetter letter = held.letter();
            LOG.info(
                    "dead letter deleted id={} origin={} buried={} size={} reason={}",
                    letter.id(),
                    letter.origin(),
                    letter.buried(),
                    letter.size(),
                    letter.reason());
        }
        return Map.of();
    }
}
