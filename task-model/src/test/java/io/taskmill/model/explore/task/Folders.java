package io.taskmill.model.explore.task;

import io.taskmill.model.Phase;
import io.taskmill.model.explore.Model.Kind;
import io.taskmill.model.explore.Model.Steps;
import io.taskmill.model.explore.task.Document.Outcome;
import io.taskmill.model.explore.task.Setting.Chance;
import io.taskmill.model.explore.task.Worker.Loss;
import io.taskmill.model.explore.task.Worker.Stage;
import io.taskmill.model.task.Task;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two folders of one shard, each with a memory. What was sent is folded by the one that knows the document, or by the one
 * that remembers an older one; the same rules as the projector's decide what counts.
 */
final class Folders {

    private final Setting setting;
    private final Rules rules;
    private final Documents documents;

    Folders(Setting setting, Rules rules, Documents documents) {
        this.setting = setting;
        this.rules = rules;
        this.documents = documents;
    }

    void steps(World world, Steps<World> steps) {
        for (int epoch = 1; epoch <= setting.epochs(); epoch++) {
            if (world.published(epoch)) {
                fold(world, Alphabet.command(epoch), Kind.MACHINERY, steps);
            }
        }
        for (long left = world.reports(); left != 0; left &= left - 1) {
            report(world, Long.numberOfTrailingZeros(left), steps);
        }
        for (int command = 0; command < Alphabet.USER_COMMANDS; command++) {
            if ((world.sent() & 1 << command) != 0) {
                fold(world, Alphabet.fromUser(command), Kind.MACHINERY, steps);
            }
        }
        losses(world, steps);
        if (world.remembered() != null) {
            steps.step(Kind.CHANCE, world.forgotten(), () -> "the other folder forgets what it remembers");
        }
    }

    /** A folder that has not read yet which sessions are lost takes the report for an ordinary one. */
    private void report(World world, int report, Steps<World> steps) {
        int worker = Alphabet.runOf(report).worker();
        Kind kind = mustBeFolded(world, report) ? Kind.MACHINERY : Kind.CHANCE;
        if (world.worker(worker).loss() == Loss.FOLDED && rules.lostSessionsAreRecorded()) {
            fold(world, Alphabet.orphaned(report), kind, steps);
            fold(world, report, Kind.CHANCE, steps);
        } else {
            fold(world, report, kind, steps);
        }
    }

    /** What was folded is acknowledged; but whoever asks goes on asking. */
    private static boolean mustBeFolded(World world, int report) {
        RunNumber run = Alphabet.runOf(report);
        Worker worker = world.worker(run.worker());
        boolean asking = worker.stage() == Stage.ASKING
                && worker.epoch() == run.epoch()
                && Alphabet.reportOf(report) != Report.START;
        return asking || (world.folded() & (1L << report)) == 0;
    }

    private void losses(World world, Steps<World> steps) {
        for (int number = 0; number < RunNumber.WORKERS; number++) {
            Worker worker = world.worker(number);
            int lost = number;
            if (worker.loss() == Loss.DECLARED) {
                World told = world.with(number, worker.with(Loss.FOLDED));
                steps.step(
                        Kind.MACHINERY, told, () -> "a folder folds that the session of worker " + lost + " is lost");
                if (owns(world, number)) {
                    fold(told, Alphabet.ownerLost(number), Kind.MACHINERY, steps);
                }
            }
            if (worker.loss() == Loss.FOLDED && rules.lostSessionsAreRecorded() && owns(world, number)) {
                fold(world, Alphabet.ownerLost(number), Kind.MACHINERY, steps);
            }
        }
    }

    private static boolean owns(World world, int worker) {
        Task task = world.document().task();
        return task != null
                && task.owner().filter(RunNumber.session(worker)::equals).isPresent();
    }

    /** An event is there for whichever folder. */
    void fold(World world, int event, Kind kind, Steps<World> steps) {
        foldKnowing(world, event, kind, steps);
        if (world.remembered() != null) {
            foldByMemory(world, world.remembered(), event, steps);
        }
    }

    private void foldKnowing(World world, int event, Kind kind, Steps<World> steps) {
        Document before = world.document();
        Outcome outcome = documents.after(before, event);
        World counted = counted(world, event);
        String broken = outcome.broken() != null ? outcome.broken() : broken(world, event, outcome);
        if (!outcome.changed()) {
            World told = acknowledged(counted, event).telling(outcome.answers());
            if (!told.equals(world)) {
                steps.step(kind, told, () -> sentence(event, outcome), broken);
            }
            return;
        }
        boolean dies = setting.has(Chance.CRASH) && !toldAgain(before, event);
        written(counted, event, outcome, world.remembered(), kind, broken, dies, () -> sentence(event, outcome), steps);
        if (world.remembered() == null && before.isLive()) {
            written(
                    counted,
                    event,
                    outcome,
                    before,
                    Kind.CHANCE,
                    broken,
                    dies,
                    () -> sentence(event, outcome) + "; the other folder remembers " + before,
                    steps);
        }
    }

    /** That a run is told of its cancel once more may go wrong for ever, and be counted for ever. */
    private static boolean toldAgain(Document before, int event) {
        Task task = before.task();
        return event == Alphabet.DUE && task != null && task.phase() == Phase.ABORTING;
    }

    private void written(
            World counted,
            int event,
            Outcome outcome,
            @Nullable Document elsewhere,
            Kind kind,
            @Nullable String broken,
            boolean dies,
            Supplier<String> sentence,
            Steps<World> steps) {
        World written = counted.written(outcome.next(), elsewhere);
        World told = acknowledged(written, event).telling(outcome.answers());
        steps.step(kind, told, sentence, broken);
        if (dies && outcome.answers() != 0) {
            steps.step(Kind.CHANCE, written, () -> sentence.get() + " and dies before it tells", broken);
        }
    }

    private void foldByMemory(World world, Document remembered, int event, Steps<World> steps) {
        Outcome outcome = documents.after(remembered, event);
        if (outcome.changed()) {
            if (!rules.writesAreGuarded()) {
                Document lost = world.document();
                World written = counted(world, event)
                        .written(outcome.next(), lost.isLive() ? lost : null)
                        .telling(outcome.answers()); // not acknowledged, which changes nothing here
                String broken = TaskRules.brokenBetween(lost, outcome.next(), documents.event(event, remembered));
                steps.step(Kind.CHANCE, written, () -> "by memory, " + sentence(event, outcome), broken);
            }
            return; // a lost race: the memory is dropped, and the event is folded anew
        }
        if (outcome.certain() || !rules.outcomesAreProven()) {
            World counted = acknowledged(counted(world, event), event).telling(outcome.answers());
            String broken = outcome.certain() ? swallowed(world, event) : null;
            if (broken != null || !counted.equals(world)) {
                steps.step(Kind.CHANCE, counted, () -> "by memory, " + sentence(event, outcome), broken);
            }
        }
    }

    /** What a folder takes for a repetition by memory alone must be one. */
    private @Nullable String swallowed(World world, int event) {
        return Alphabet.travels(event)
                        && documents.after(world.document(), event).changed()
                ? "1: a folder's memory makes a no-op of what is none"
                : null;
    }

    private static World counted(World world, int event) {
        return Alphabet.isFromUser(event) ? world.counting(event - Alphabet.fromUser(0)) : world;
    }

    private static World acknowledged(World world, int event) {
        return Alphabet.isReport(event) ? world.folding(Alphabet.reportNumber(event)) : world;
    }

    /** What holds of a change that depends on what was folded before. */
    private static @Nullable String broken(World world, int event, Outcome outcome) {
        if (Alphabet.isFromUser(event)
                && (world.counted() & (1 << (event - Alphabet.fromUser(0)))) != 0
                && !sameButForMemory(world.document(), outcome.next())) {
            return "3: a user's command counts twice";
        }
        boolean cancelCounted = (world.counted() & 1) != 0;
        Task next = outcome.next().task();
        boolean runs = !outcome.next().isEnded() && (next == null || next.phase() != Phase.CLEANING);
        return cancelCounted && world.document().isEnded() && runs && !Alphabet.isRetry(event)
                ? "5: a cancelled task runs again although nobody asked for it"
                : null;
    }

    /** A task may note that it has seen a command. */
    private static boolean sameButForMemory(Document before, Document after) {
        Task was = before.task();
        Task is = after.task();
        return was != null
                && is != null
                && was.phase() == is.phase()
                && was.epoch() == is.epoch()
                && Objects.equals(was.end(), is.end());
    }

    private static String sentence(int event, Outcome outcome) {
        return "a folder folds " + Alphabet.text(event) + (outcome.changed() ? " -> " + outcome.next() : "");
    }
}
