package io.taskmill.projector;

import io.taskmill.messaging.config.Bounds;
import io.taskmill.projector.shard.JournalBounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the journal is kept.
 *
 * @param maxAge how long an entry is kept; 0s for ever, else 1h to 36500d
 * @param maxEntries how many entries are kept, the latest; 0 for any number, else 1000 to 1000000000
 */
@ConfigurationProperties("taskmill.projector.journal")
record JournalProperties(
        @DefaultValue("90d") Duration maxAge,
        @DefaultValue("1000000") int maxEntries) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int FEWEST = 1_000;
    private static final int MOST = 1_000_000_000;

    JournalProperties {
        Bounds.requireUnlessZero("taskmill.projector.journal.max-age", maxAge, SHORTEST, LONGEST);
        Bounds.requireUnlessZero("taskmill.projector.journal.max-entries", maxEntries, FEWEST, MOST);
    }

    JournalBounds bounds() {
        return new JournalBounds(maxAge, maxEntries);
    }
}
