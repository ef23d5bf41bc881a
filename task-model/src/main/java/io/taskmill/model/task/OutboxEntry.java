package io.taskmill.model.task;

import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Dependent;
import io.taskmill.model.Fact;
import io.taskmill.model.Parent;
import io.taskmill.model.State;
import io.taskmill.model.message.DependencyEnded.How;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A follow-up that a change of a task causes: written in the same update as the change, published with a confirm, then
 * cleared.
 */
public sealed interface OutboxEntry {

    /** Derived from what it does, so that the same follow-up never stands twice. */
    String id();

    /**
     * A dispatch of the task.
     *
     * @param epoch the dispatch to publish
     * @param repeat 0 for the epoch's own publish, higher by one each time that its command seemed to be lost
     */
    record Dispatch(int epoch, int repeat) implements OutboxEntry {
        @Override
        public String id() {
            return repeat == 0 ? "dispatch-" + epoch : "dispatch-" + epoch + "-" + repeat;
        }
    }

    /**
     * The tasks that this one waits for are to tell it of their ends.
     *
     * @param epoch in which it waits for them
     */
    record Watch(int epoch) implements OutboxEntry {
        @Override
        public String id() {
            return "watch-" + epoch;
        }
    }

    /**
     * The next gate or rate is asked to admit the task.
     *
     * @param epoch of the claim
     * @param admission which one it is in their order, from 0
     */
    record Ask(int epoch, int admission) implements OutboxEntry {
        @Override
        public String id() {
            return "ask-" + epoch + "-" + admission;
        }
    }

    /** A gate gets back what it was asked for in that epoch, whether it has granted it yet or not. */
    record GiveBack(int epoch, String gate) implements OutboxEntry {
        @Override
        public String id() {
            return "give-back-" + epoch + "-" + gate;
        }
    }

    /** A rate gets back the time that it has given to a claim of that epoch. */
    record ReturnTime(int epoch, String rate, Instant at) implements OutboxEntry {
        @Override
        public String id() {
            return "return-" + epoch + "-" + at.toEpochMilli() + "-" + rate;
        }
    }

    /**
     * Parts of a family are told what to do.
     *
     * @param run whose family it is
     * @param from the first of them
     * @param to the one after the last
     */
    record Order(ChunkOrder order, String run, int from, int to) implements OutboxEntry {
        @Override
        public String id() {
            return "chunks-" + order + "-" + run + "-" + from + "-" + to;
        }
    }

    /**
     * Entities are told what a run has said of them.
     *
     * @param epoch that the run belongs to
     * @param seq of the report in which it did
     * @param at when, by its worker's clock
     */
    record TellEntities(int epoch, int seq, Instant at, List<Fact> facts) implements OutboxEntry {
        public TellEntities {
            facts = List.copyOf(facts);
        }

        @Override
        public String id() {
            return "entities-" + epoch + "-" + seq;
        }
    }

    /**
     * The parent is told how this task has ended.
     *
     * @param code of its error; null if it has none
     * @param text what that says, shortened; null likewise
     */
    record TellParent(
            Parent parent,
            How how,
            @Nullable String code,
            @Nullable String text) implements OutboxEntry {
        @Override
        public String id() {
            return "parent-" + how + "-" + parent.run();
        }
    }

    /** Tasks that wait for this one are told what has become of it. */
    record Tell(How how, List<Dependent> dependents) implements OutboxEntry {
        public Tell {
            dependents = List.copyOf(dependents);
        }

        /** All of them are told at once, and whoever asks again later alone. */
        @Override
        public String id() {
            return "tell-" + how + "-" + dependents.size() + "-"
                    + dependents.getFirst().task() + "-" + dependents.getFirst().epoch();
        }
    }

    /**
     * The schedule that has made the task is told of its end.
     *
     * @param epoch that has ended
     * @param how it is FINISHED, FAILED or CANCELLED
     */
    record TellSchedule(String schedule, int epoch, State how) implements OutboxEntry {
        @Override
        public String id() {
            return "schedule-" + epoch + "-" + how;
        }
    }
}
