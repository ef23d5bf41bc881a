package io.taskmill.projector.shard;

import io.taskmill.model.journal.JournalActs;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.pause.PausesTransition;
import io.taskmill.model.pause.PausesTransition.Outcome;
import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds what is wanted of pauses, on the one shard on which they live. */
final class PausesFolder {

    private static final Logger LOG = LoggerFactory.getLogger(PausesFolder.class);

    private final GuardedFold<String, Pauses> fold;
    private final List<Keyed<String, PauseCommand>> pending = new ArrayList<>();

    private final int shard;
    private final ShardParts parts;

    private record Step(PauseCommand command, Outcome outcome) {}

    PausesFolder(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
        this.fold = new GuardedFold<>(parts.pauses(), 1, _ -> true, _ -> {});
    }

    void forget() {
        fold.forget();
        pending.clear();
    }

    void add(PauseCommand command) {
        pending.add(new Keyed<>(Pauses.ID, command));
    }

    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<Keyed<String, PauseCommand>> batch = List.copyOf(pending);
        pending.clear();
        Decider<Pauses, PauseCommand, Step> decider = (known, command) -> {
            Outcome outcome = PausesTransition.apply(known, command);
            return new Decider.Decided<>(outcome.pauses(), new Step(command, outcome), true);
        };
        List<Step> steps =
                fold.fold(batch, decider).stream().map(Folded::outcome).toList();
        parts.journal()
                .write(
                        shard,
                        steps.stream()
                                .flatMap(step -> JournalActs.of(step.command(), step.outcome()).stream())
                                .toList());
        steps.forEach(PausesFolder::tell);
    }

    private static void tell(Step step) {
        PauseCommand command = step.command();
        LOG.info(
                "{} {}={} verdict={} actor={} reason={}",
                command instanceof PauseWork ? "pause" : "resume",
                command.target().text(),
                command.name(),
                step.outcome().verdict(),
                command.actor(),
                command.reason());
    }
}
