package io.taskmill.model.explore.task;

import org.jspecify.annotations.Nullable;

/**
 * Everything at one moment.
 *
 * <p>Of two folders, the one that wrote last knows the document, or can read it: that makes no difference. The other one may
 * remember an older document. So one memory stands for two folders.
 *
 * @param remembered what one of the folders takes the document for; null if both would read it, or know it
 * @param reports the set of what runs have reported, see {@link Report}
 * @param folded those reports that were folded and whose answers were given: nobody folds them again but by chance
 * @param answers the set of what runs were told, see {@link Answer}
 * @param commands what is true of the epochs' commands, see {@link Command}
 * @param sent the set of what users have asked for
 * @param counted those of them that were folded at least once
 */
public record World(
        Document document,
        @Nullable Document remembered,
        long reports,
        long folded,
        int answers,
        int commands,
        int sent,
        int counted,
        Worker first,
        Worker second) {

    /** The task was accepted: its submission lies in the shard's queue. */
    static World submitted(Document none) {
        return new World(none, null, 0, 0, 0, 0, 0, 0, Worker.IDLE, Worker.IDLE);
    }

    public Worker worker(int number) {
        return number == 0 ? first : second;
    }

    public boolean reported(Report report, RunNumber run) {
        return (reports & report.bit(run)) != 0;
    }

    public boolean told(Answer answer, RunNumber run) {
        return (answers & answer.bit(run)) != 0;
    }

    boolean is(Command command, int epoch) {
        return (commands & command.bit(epoch)) != 0;
    }

    /** Whether the epoch's command was ever published to the shard. */
    boolean published(int epoch) {
        return epoch == 1 || is(Command.CONFIRMED, epoch);
    }

    public World written(Document next, @Nullable Document elsewhere) {
        return new World(next, elsewhere, reports, folded, answers, commands, sent, counted, first, second);
    }

    World forgotten() {
        return written(document, null);
    }

    World telling(int more) {
        return (answers | more) == answers
                ? this
                : new World(
                        document, remembered, reports, folded, answers | more, commands, sent, counted, first, second);
    }

    public World reporting(Report report, RunNumber run) {
        return new World(
                document,
                remembered,
                reports | report.bit(run),
                folded,
                answers,
                commands,
                sent,
                counted,
                first,
                second);
    }

    World folding(int report) {
        return (folded & (1L << report)) != 0
                ? this
                : new World(
                        document,
                        remembered,
                        reports,
                        folded | (1L << report),
                        answers,
                        commands,
                        sent,
                        counted,
                        first,
                        second);
    }

    World with(Command command, int epoch) {
        return withCommands(commands | command.bit(epoch));
    }

    World without(Command command, int epoch) {
        return withCommands(commands & ~command.bit(epoch));
    }

    World withCommands(int next) {
        return new World(document, remembered, reports, folded, answers, next, sent, counted, first, second);
    }

    World sending(int userCommand) {
        return new World(
                document,
                remembered,
                reports,
                folded,
                answers,
                commands,
                sent | (1 << userCommand),
                counted,
                first,
                second);
    }

    World counting(int userCommand) {
        if ((counted & 1 << userCommand) != 0) {
            return this;
        }
        return new World(
                document,
                remembered,
                reports,
                folded,
                answers,
                commands,
                sent,
                counted | (1 << userCommand),
                first,
                second);
    }

    public World with(int number, Worker worker) {
        return new World(
                document,
                remembered,
                reports,
                folded,
                answers,
                commands,
                sent,
                counted,
                number == 0 ? worker : first,
                number == 0 ? second : worker);
    }

    /** As any record's, but quick: worlds are compared millions of times. */
    @Override
    @SuppressWarnings("ReferenceEquality") // there is one object for each
    public boolean equals(@Nullable Object other) {
        return other instanceof World world
                && document == world.document
                && remembered == world.remembered
                && reports == world.reports
                && folded == world.folded
                && answers == world.answers
                && commands == world.commands
                && sent == world.sent
                && counted == world.counted
                && first.equals(world.first)
                && second.equals(world.second);
    }

    @Override
    public int hashCode() {
        int hash = document.hashCode();
        hash = hash * 31 + (remembered == null ? 0 : remembered.hashCode());
        hash = hash * 31 + Long.hashCode(reports * 0x9E3779B97F4A7C15L);
        hash = hash * 31 + Long.hashCode(folded * 0x9E3779B97F4A7C15L);
        hash = hash * 31 + answers;
        hash = hash * 31 + commands;
        hash = hash * 31 + sent;
        hash = hash * 31 + counted;
        hash = hash * 31 + first.hashCode();
        return (hash * 31 + second.hashCode()) * 0x9E3779B9;
    }
}
