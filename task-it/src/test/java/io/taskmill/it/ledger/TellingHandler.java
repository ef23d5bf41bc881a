package io.taskmill.it.ledger;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.type.TaskType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** TELLING: builds a thing in rounds and tells of it, one at a time for each thing. */
public final class TellingHandler implements TaskHandler<TellingHandler.Params, Integer> {

    /**
     * @param key which thing
     * @param rounds how many
     * @param millis how long each takes
     * @param gone whether the thing is no more at the end
     */
    public record Params(
            String key, int rounds, int millis, @Nullable Boolean gone) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(
                        "TELLING", 1, LedgerHandler.POOL, Params.class, Map.of("en", Map.of(TaskType.TITLE, "Telling")))
                .withGate("thing:{params.key}", 1);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        EntityFact thing = EntityFact.of("thing", params.key());
        for (int round = 1; round <= params.rounds(); round++) {
            context.entity(thing.isBuilding("BUILDING").with("round", round).with("by", context.task()));
            TimeUnit.MILLISECONDS.sleep(params.millis());
        }
        if (Boolean.TRUE.equals(params.gone())) {
            context.entity(thing.isGone());
        } else {
            context.entities(List.of(
                    thing.is("DONE").with("round", null),
                    EntityFact.of("part", params.key() + "-part").is("DONE")));
        }
        return params.rounds();
    }
}
