package io.taskmill.api.command;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Parts of commands for the tests of other packages. */
public final class CommandRigs {

    private CommandRigs() {}

    public static CommandIds ids() {
        return new CommandIds(new Random(1));
    }

    /** One for which a second passes at once. */
    public static EffectWatch impatient() {
        AtomicLong nanos = new AtomicLong();
        return new EffectWatch(nanos::get, pause -> nanos.addAndGet(pause.toNanos()));
    }
}
