package io.taskmill.model.explore.task;

import io.taskmill.model.Category;
import io.taskmill.model.Phase;
import io.taskmill.model.explore.Model.Kind;
import io.taskmill.model.explore.Model.Steps;
import io.taskmill.model.explore.task.Setting.Chance;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of commands: outboxes, repetitions, purged queues; and what users and time do to the task. */
final class Dispatches {

    /** In these phases time brings nothing bad. */
    private static final Set<Phase> BY_ITSELF =
            Set.of(Phase.SCHEDULED, Phase.ABORTING, Phase.RETRY_WAIT, Phase.BLOCKED);

    private final Setting setting;
    private final Rules rules;
    private final Folders folders;

    Dispatches(Setting setting, Rules rules, Folders folders) {
        this.setting = setting;
        this.rules = rules;
        this.folders = folders;
    }

    void steps(World world, Steps<World> steps) {
        Task task = world.document().task();
        publishedAgain(world, steps);
        givenBack(world, steps);
        if (task != null) {
            outbox(world, task.outbox(), steps);
            due(world, task, steps);
            missed(world, task, steps);
        }
        users(world, task, steps);
    }

    private void outbox(World world, List<OutboxEntry> outbox, Steps<World> steps) {
        for (OutboxEntry any : outbox) {
            if (any instanceof OutboxEntry.Watch watch) {
                watch(world, watch, steps);
            }
            if (!(any instanceof OutboxEntry.Dispatch entry)) {
                continue;
            }
            boolean confirmed = (world.commands() & Command.confirmed(entry)) != 0;
            if (confirmed || !rules.outboxWaitsForConfirm()) {
                folders.fold(world, Alphabet.published(entry), Kind.MACHINERY, steps);
            }
            if (!confirmed) {
                World published = world.withCommands(world.commands() | Command.confirmed(entry));
                Command how = entry.repeat() == 0 ? Command.FRESH : Command.AGAIN;
                steps.step(
                        Kind.MACHINERY,
                        published.with(how, entry.epoch()),
                        () -> "the outbox entry " + entry.id() + " is published");
                if (setting.has(Chance.AGAIN) && how == Command.FRESH) {
                    steps.step(
                            Kind.CHANCE,
                            published.with(Command.AGAIN, entry.epoch()),
                            () -> "a sweeper publishes the outbox entry " + entry.id());
                }
            }
        }
    }

    /** The other task is told of this one, and ends in one of two ways. */
    private void watch(World world, OutboxEntry.Watch watch, Steps<World> steps) {
        boolean ended = (world.sent() & (1 << Alphabet.FINISHED_DEPENDENCY | 1 << Alphabet.FAILED_DEPENDENCY)) != 0;
        if (ended) {
            folders.fold(world, Alphabet.watched(watch), Kind.MACHINERY, steps);
        } else {
            steps.step(
                    Kind.MACHINERY,
                    world.sending(Alphabet.FINISHED_DEPENDENCY),
                    () -> "the other task is watched, and finishes");
            steps.step(
                    Kind.CHANCE,
                    world.sending(Alphabet.FAILED_DEPENDENCY),
                    () -> "the other task is watched, and fails");
        }
    }

    private void publishedAgain(World world, Steps<World> steps) {
        for (int epoch = 1; epoch <= setting.epochs(); epoch++) {
            int of = epoch;
            boolean fresh = world.is(Command.FRESH, epoch);
            if (setting.isQueued(world, epoch)
                    && (setting.has(Chance.AGAIN) || (setting.has(Chance.PROMPT) && !fresh))
                    && !world.is(Command.AGAIN, epoch)) {
                steps.step(
                        Kind.CHANCE,
                        world.with(Command.AGAIN, epoch),
                        () -> "the command of epoch " + of + " is there again");
            }
            if (setting.has(Chance.PURGE) && fresh) {
                steps.step(
                        Kind.CHANCE,
                        world.without(Command.FRESH, epoch),
                        () -> "the command of epoch " + of + " is lost from its work queue");
            }
        }
    }

    /** A worker that does not have the type takes the command; it knows no other way with it. */
    private void givenBack(World world, Steps<World> steps) {
        for (int epoch = 1; epoch < setting.epochs() && setting.has(Chance.TYPE_MISSING); epoch++) {
            int of = epoch;
            if (world.is(Command.FRESH, epoch)) {
                steps.step(
                        Kind.CHANCE,
                        world.without(Command.FRESH, epoch).sending(Alphabet.missingOf(epoch)),
                        () -> "a worker without the type gives the command of epoch " + of + " back");
            }
        }
    }

    /** Whoever is told again was told before, which stays true for ever here; unless the one who told it died. */
    private void due(World world, Task task, Steps<World> steps) {
        if (task.due().isEmpty()
                || (task.run() != null
                        && task.phase() == Phase.ABORTING
                        && told(world, task.run().id()))) {
            return;
        }
        boolean byItself = BY_ITSELF.contains(task.phase());
        if (byItself || setting.has(Chance.TIMEOUT)) {
            folders.fold(world, Alphabet.DUE, byItself ? Kind.MACHINERY : Kind.CHANCE, steps);
        }
    }

    private static boolean told(World world, String run) {
        return world.told(Answer.CANCELLED, RunNumber.of(run));
    }

    private void missed(World world, Task task, Steps<World> steps) {
        if (setting.has(Chance.PURGE)
                && task.dispatched() != null
                && task.dispatched().repeats() < Alphabet.REPEATS - 1) {
            folders.fold(world, Alphabet.MISSED, Kind.MACHINERY, steps);
        }
    }

    private void users(World world, @Nullable Task task, Steps<World> steps) {
        if (setting.has(Chance.CANCEL) && (world.sent() & 1) == 0) {
            steps.step(Kind.CHANCE, world.sending(0), () -> "a user cancels the task");
        }
        if (setting.has(Chance.AMEND)
                && task != null
                && !task.isStub()
                && (world.sent() & 1 << Alphabet.AMENDMENT) == 0) {
            steps.step(
                    Kind.CHANCE,
                    world.sending(Alphabet.AMENDMENT),
                    () -> "a user sees the task and changes what it waits for");
        }
        if (setting.has(Chance.DELETE) && task != null && !task.isStub() && task.phase() == Phase.DONE) {
            int deletion = Alphabet.deletionOf(task.epoch());
            if ((world.sent() & 1 << deletion) == 0) {
                steps.step(
                        Kind.CHANCE, world.sending(deletion), () -> "a user sees the end of the task and deletes it");
            }
        }
        boolean two = setting.has(Chance.RETRY_BY_TWO);
        if ((!two && !setting.has(Chance.RETRY))
                || task == null
                || task.isStub()
                || task.end() == null
                || task.epoch() == setting.epochs()) {
            return;
        }
        for (int command = 1; command < Alphabet.deletionOf(1); command++) {
            int retry = command;
            boolean sees = task.state().category() == Category.FAILED && task.epoch() == Alphabet.retriedEpoch(command);
            if (sees && (two || Alphabet.user(command) == 0) && (world.sent() & 1 << command) == 0) {
                steps.step(
                        Kind.CHANCE,
                        world.sending(command),
                        () -> "a user sees the task " + task.state() + " and asks for "
                                + Alphabet.text(Alphabet.fromUser(retry)));
            }
        }
    }
}
