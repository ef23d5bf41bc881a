package io.taskmill.projector.fold;

import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A set of small numbers as an entity, borrowed from a session's list of shards: adding is commutative and idempotent. */
final class Marks {

    /** Whatever is sent to the entity. */
    sealed interface Message {
        String id();
    }

    /** Adds a number. */
    record Add(String id, int number) implements Message {}

    /** Changes nothing; its outcome needs proof. */
    record Look(String id) implements Message {}

    /** Changes nothing, and whatever is known will do. */
    record Glance(String id) implements Message {}

    private Marks() {}

    /** The outcome is what stood there before. */
    static Decider.Decided<Session, List<Integer>> decide(@Nullable Session marks, Message message) {
        List<Integer> before = numbers(marks);
        return switch (message) {
            case Add add -> {
                TreeSet<Integer> all = new TreeSet<>(before);
                boolean added = all.add(add.number());
                yield new Decider.Decided<>(of(add.id(), List.copyOf(all)), before, !added);
            }
            case Look _ -> new Decider.Decided<>(marks, before, false);
            case Glance _ -> new Decider.Decided<>(marks, before, true);
        };
    }

    static Session of(String id, List<Integer> numbers) {
        return new Session(id, Status.LOST, 0, null, null, null, List.of(), numbers);
    }

    static List<Integer> numbers(@Nullable Session marks) {
        return marks == null ? List.of() : marks.untold();
    }

    static Keyed<String, Message> keyed(Message message) {
        return new Keyed<>(message.id(), message);
    }
}
