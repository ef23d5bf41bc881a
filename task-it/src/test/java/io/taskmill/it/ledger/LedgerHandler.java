package io.taskmill.it.ledger;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.type.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** LEDGER: writes down when it starts, ends and is interrupted. */
public final class LedgerHandler implements TaskHandler<LedgerHandler.Params, Void> {

    public static final String POOL = "ledger";

    private final Path ledger;
    private final Clock clock = Clock.systemUTC();

    LedgerHandler(Path ledger) {
        this.ledger = ledger;
    }

    /** @param millis how long it takes */
    public record Params(int millis) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>("LEDGER", 1, POOL, Params.class, Map.of("en", Map.of(TaskType.TITLE, "Ledger")));
    }

    @Override
    public @Nullable Void run(Params params, TaskContext context) throws InterruptedException, IOException {
        write(context, LedgerEntry.What.START);
        try {
            TimeUnit.MILLISECONDS.sleep(params.millis());
        } catch (InterruptedException e) {
            write(context, LedgerEntry.What.INTERRUPTED);
            throw e;
        }
        write(context, LedgerEntry.What.END);
        return null;
    }

    private void write(TaskContext context, LedgerEntry.What what) throws IOException {
        new LedgerEntry(
                        what,
                        context.task().toString(),
                        context.fence(),
                        ProcessHandle.current().pid(),
                        clock.millis())
                .append(ledger);
    }
}
