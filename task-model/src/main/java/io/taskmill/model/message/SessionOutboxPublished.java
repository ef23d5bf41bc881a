package io.taskmill.model.message;

import java.util.Set;

/** The broker has confirmed these entries of the session's outbox. Never travels. */
public record SessionOutboxPublished(String session, Set<String> entries) implements SessionEvent {

    public SessionOutboxPublished {
        entries = Set.copyOf(entries);
    }
}
