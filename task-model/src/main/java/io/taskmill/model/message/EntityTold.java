package io.taskmill.model.message;

import io.taskmill.model.Fact;
import io.taskmill.model.Teller;
import java.time.Instant;

/**
 * From a task to an entity: what a run of it has told.
 *
 * @param at when it did, by its worker's clock
 */
public record EntityTold(Fact fact, Teller by, Instant at) implements ShardMessage {

    /** Of the entity. */
    public String key() {
        return fact.entity().key();
    }
}
