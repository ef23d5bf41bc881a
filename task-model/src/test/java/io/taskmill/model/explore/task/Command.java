package io.taskmill.model.explore.task;

import io.taskmill.model.task.OutboxEntry;

/** What is true of an epoch's command. */
@SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
enum Command {
    /** It lies in the work queue and was not delivered yet. */
    FRESH,
    /** It was delivered, or published, before: whoever takes it must ask. It can be taken at any time from now on. */
    AGAIN,
    /** The broker has confirmed the outbox entry that publishes it. */
    CONFIRMED,
    /** The broker has confirmed the outbox entry that publishes it once more. */
    CONFIRMED_ONCE_MORE;

    private static final int ALL = values().length;

    int bit(int epoch) {
        return 1 << ((epoch - 1) * ALL + ordinal());
    }

    static int confirmed(OutboxEntry.Dispatch entry) {
        return (entry.repeat() == 0 ? CONFIRMED : CONFIRMED_ONCE_MORE).bit(entry.epoch());
    }
}
