package io.taskmill.model.pause;

import io.taskmill.model.Pause;
import io.taskmill.model.Pause.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is paused: one entity of an installation, so that whoever knows its revision knows all pauses.
 *
 * @param revision counts its changes; who knows a lower one has something to learn
 * @param pauses one for each pool and type that is paused, at most {@value #MOST}, in the order in which they were wanted
 * @param applied the ids of the last commands that were applied, oldest first
 */
public record Pauses(long revision, List<Pause> pauses, List<String> applied) {

    /** Its id, which says on which shard it lives. */
    public static final String ID = "pauses";

    /** So that what each worker is told stays small. */
    public static final int MOST = 1_000;

    /** Of so many commands it is remembered that they were applied. */
    static final int REMEMBERED = 32;

    /** That nothing was ever paused. */
    public static final Pauses NONE = new Pauses(0, List.of(), List.of());

    public Pauses {
        pauses = List.copyOf(pauses);
        applied = List.copyOf(applied);
    }

    /** The pause of a pool or type; empty if that is not paused. */
    public Optional<Pause> of(Kind kind, String name) {
        return pauses.stream().filter(pause -> pause.isOf(kind, name)).findFirst();
    }

    /** The names of the paused pools, or types. */
    public List<String> names(Kind kind) {
        return pauses.stream()
                .filter(pause -> pause.kind() == kind)
                .map(Pause::name)
                .toList();
    }

    public boolean isPaused(Kind kind, String name) {
        return of(kind, name).isPresent();
    }

    /** Whether a command with that id was applied, as far as that is remembered. */
    public boolean hasApplied(String command) {
        return applied.contains(command);
    }

    /** With it in the place of one of the same pool or type, or at the end. */
    Pauses with(Pause pause) {
        List<Pause> all = new ArrayList<>(without(pause.kind(), pause.name()).pauses);
        all.add(pause);
        return new Pauses(revision + 1, all, applied);
    }

    Pauses without(Kind kind, String name) {
        return new Pauses(
                revision + 1,
                pauses.stream().filter(pause -> !pause.isOf(kind, name)).toList(),
                applied);
    }

    Pauses remembering(String command) {
        List<String> commands = new ArrayList<>(applied);
        commands.add(command);
        return new Pauses(
                revision, pauses, commands.size() > REMEMBERED ? commands.subList(1, commands.size()) : commands);
    }
}
