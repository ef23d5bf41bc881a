package io.taskmill.it.ledger;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.type.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** LEDGER and its like with other policies: write down when they start, end and are interrupted. */
public final class LedgerHandler implements TaskHandler<LedgerHandler.Params, LedgerHandler.Result> {

    public static final String POOL = "ledger";

    private final String type;
    private final UnaryOperator<TaskDescription<Params>> policy;
    private final Path ledger;
    private final Clock clock = Clock.systemUTC();

    /** @param policy how the type is run, over the default */
    LedgerHandler(String type, UnaryOperator<TaskDescription<Params>> policy, Path ledger) {
        this.type = type;
        this.policy = policy;
        this.ledger = ledger;
    }

    /**
     * @param millis how long it takes, or each of its rounds does
     * @param rounds how many there are, with a checkpoint after each; fewer if the ledger is closed before
     * @param failures how many attempts fail, each at its end
     * @param code of the error of these
     * @param retryAfterMillis what that error asks for
     * @param deaf whether it goes on when it is interrupted
     * @param extendMillis what it lets itself take from its start on
     * @param lines how many it logs meanwhile
     * @param key what the keys of gates and rates are made from
     */
    public record Params(
            int millis,
            @Nullable Integer rounds,
            @Nullable Integer failures,
            @Nullable String code,
            @Nullable Integer retryAfterMillis,
            @Nullable Boolean deaf,
            @Nullable Integer extendMillis,
            @Nullable Integer lines,
            @Nullable String key) {}

    /** Which run it was that came to its end. */
    public record Result(String run) {}

    @Override
    public TaskDescription<Params> describe() {
        return policy.apply(
                new TaskDescription<>(type, 1, POOL, Params.class, Map.of("en", Map.of(TaskType.TITLE, "Ledger"))));
    }

    @Override
    public Result run(Params params, TaskContext context) throws InterruptedException, IOException {
        write(context, LedgerEntry.What.START);
        if (params.extendMillis() != null) {
            context.extend(Duration.ofMillis(params.extendMillis()));
        }
        try {
            work(params, context);
        } catch (InterruptedException e) {
            write(context, LedgerEntry.What.INTERRUPTED);
            throw e;
        }
        if (params.failures() != null && context.attempt() <= params.failures()) {
            write(context, LedgerEntry.What.FAILED);
            throw failure(params);
        }
        write(context, LedgerEntry.What.END);
        return new Result(ownRun());
    }

    private void work(Params params, TaskContext context) throws InterruptedException, IOException {
        if (params.rounds() != null) {
            for (int round = context.lastCheckpoint(Integer.class).orElse(0);
                    round < params.rounds() && !LedgerEntry.isClosed(ledger);
                    round++) {
                write(context, LedgerEntry.What.ROUND, round);
                TimeUnit.MILLISECONDS.sleep(params.millis());
                context.checkpoint(round + 1);
                context.progress((round + 1) * 100 / params.rounds());
            }
        } else if (params.lines() != null) {
            long pause = TimeUnit.MILLISECONDS.toNanos(params.millis()) / params.lines();
            for (int line = 0; line < params.lines(); line++) {
                context.log("line " + line);
                TimeUnit.NANOSECONDS.sleep(pause);
            }
        } else if (Boolean.TRUE.equals(params.deaf())) {
            stayDeaf(params.millis());
        } else {
            TimeUnit.MILLISECONDS.sleep(params.millis());
        }
    }

    private static void stayDeaf(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
            var _ = Thread.interrupted(); // which would make the next parking end at once
        }
    }

    private static TaskFailedException failure(Params params) {
        String code = params.code() == null ? "BUSY" : params.code();
        Integer after = params.retryAfterMillis();
        return new TaskFailedException(code, "not yet", after == null ? null : Duration.ofMillis(after));
    }

    private void write(TaskContext context, LedgerEntry.What what) throws IOException {
        write(context, what, 0);
    }

    private void write(TaskContext context, LedgerEntry.What what, int round) throws IOException {
        new LedgerEntry(
                        what,
                        context.task().toString(),
                        context.fence(),
                        ProcessHandle.current().pid(),
                        clock.millis(),
                        round,
                        ownRun(),
                        context.attempt())
                .append(ledger);
    }

    /** The id stands in each line that is logged, and nowhere else for handlers to see. */
    private static String ownRun() {
        return Objects.requireNonNull(MDC.get("run"));
    }
}
