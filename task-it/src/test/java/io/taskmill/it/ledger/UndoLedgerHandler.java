package io.taskmill.it.ledger;

import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.Recovery;
import io.taskmill.model.type.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** UNDO_LEDGER: does some things and fails, or waits; writes down what it does and what it undoes. */
public final class UndoLedgerHandler implements TaskHandler<UndoLedgerHandler.Params, Void> {

    private final Path ledger;
    private final Clock clock = Clock.systemUTC();

    UndoLedgerHandler(Path ledger) {
        this.ledger = ledger;
    }

    /**
     * @param things how many it does
     * @param waits whether it goes on until it is stopped, instead of failing
     * @param undoMillis how long it takes to undo one
     * @param stuck whether the first one cannot be undone as long as the ledger is open
     */
    public record Params(
            int things,
            @Nullable Boolean waits,
            @Nullable Integer undoMillis,
            @Nullable Boolean stuck) {}

    /** What it takes to undo one. */
    public record Thing(int number) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(
                        "UNDO_LEDGER",
                        1,
                        LedgerHandler.POOL,
                        Params.class,
                        Map.of("en", Map.of(TaskType.TITLE, "Undo ledger")))
                .withRecovery(Recovery.AUTO);
    }

    @Override
    public @Nullable Void run(Params params, TaskContext context) throws InterruptedException, IOException {
        write(context, LedgerEntry.What.START, 0);
        for (int thing = 1; thing <= params.things(); thing++) {
            context.onRollback("THING_" + thing, new Thing(thing));
            write(context, LedgerEntry.What.ROUND, thing);
        }
        if (Boolean.TRUE.equals(params.waits())) {
            TimeUnit.HOURS.sleep(1);
        }
        throw new TaskFailedException("BROKEN", "nothing comes of it", false);
    }

    @Override
    public void rollback(Params params, RollbackStep step, TaskContext context)
            throws InterruptedException, IOException {
        int thing = step.params(Thing.class).number();
        write(context, LedgerEntry.What.UNDOING, thing);
        TimeUnit.MILLISECONDS.sleep(params.undoMillis() == null ? 0 : params.undoMillis());
        if (thing == 1 && Boolean.TRUE.equals(params.stuck()) && !LedgerEntry.isClosed(ledger)) {
            throw new TaskFailedException("STUCK", "it does not come off", true);
        }
        write(context, LedgerEntry.What.UNDONE, thing);
    }

    private void write(TaskContext context, LedgerEntry.What what, int thing) throws IOException {
        new LedgerEntry(
                        what,
                        context.task().toString(),
                        context.fence(),
                        ProcessHandle.current().pid(),
                        clock.millis(),
                        thing,
                        Objects.requireNonNull(MDC.get("run")),
                        context.attempt())
                .append(ledger);
    }
}
