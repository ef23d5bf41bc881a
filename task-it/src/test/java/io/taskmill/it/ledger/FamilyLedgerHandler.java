package io.taskmill.it.ledger;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary;
import io.taskmill.model.type.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Has children that write a ledger, and writes down itself when its run and its end step begin and end. */
public final class FamilyLedgerHandler implements TaskHandler<FamilyLedgerHandler.Params, FamilyLedgerHandler.Result> {

    private final String type;
    private final UnaryOperator<TaskDescription<Params>> policy;
    private final Path ledger;
    private final Clock clock = Clock.systemUTC();

    FamilyLedgerHandler(String type, UnaryOperator<TaskDescription<Params>> policy, Path ledger) {
        this.type = type;
        this.policy = policy;
        this.ledger = ledger;
    }

    /**
     * @param children how many
     * @param millis how long each of them takes
     * @param failAt which one fails, from 0
     * @param generations with more than 1 the children have as many children themselves
     * @param lingerMillis how long the run goes on after it has spawned
     * @param endMillis how long the end step takes
     * @param endFailures whether the end step fails: as long as the file beside the ledger is there
     * @param childType LEDGER if absent
     * @param key which the children are given, for their gates and rates
     */
    public record Params(
            int children,
            int millis,
            @Nullable SpawnMode mode,
            @Nullable OnFailure onFailure,
            @Nullable Integer failAt,
            @Nullable Integer generations,
            @Nullable Integer lingerMillis,
            @Nullable Integer endMillis,
            @Nullable Boolean endFailures,
            @Nullable String childType,
            @Nullable String key) {}

    /**
     * What the end step was told, and what the run has saved for it.
     *
     * @param run which run has carried the end step out
     */
    public record Result(int asked, Summary summary, String run) {}

    /** What the run saves. */
    record Saved(int children) {}

    /** While this file is there, end steps fail that are asked to. */
    public static Path breaking(Path ledger) {
        return ledger.resolveSibling("end-steps-fail");
    }

    @Override
    public TaskDescription<Params> describe() {
        return policy.apply(new TaskDescription<>(
                type, 1, LedgerHandler.POOL, Params.class, Map.of("en", Map.of(TaskType.TITLE, "Family"))));
    }

    @Override
    public @Nullable Result run(Params params, TaskContext context) throws InterruptedException, IOException {
        write(context, LedgerEntry.What.START);
        context.spawn(new Children(
                IntStream.range(0, params.children())
                        .mapToObj(index -> child(params, index).named("child " + index))
                        .toList(),
                Objects.requireNonNullElse(params.mode(), SpawnMode.PARALLEL),
                Objects.requireNonNullElse(params.onFailure(), OnFailure.FAIL_FAST),
                new Saved(params.children())));
        if (params.lingerMillis() != null) {
            TimeUnit.MILLISECONDS.sleep(params.lingerMillis());
        }
        write(context, LedgerEntry.What.END);
        return null;
    }

    private ChildTask child(Params params, int index) {
        int generations = Objects.requireNonNullElse(params.generations(), 1);
        if (generations > 1) {
            return ChildTask.of(
                    type,
                    new Params(
                            params.children(),
                            params.millis(),
                            params.mode(),
                            params.onFailure(),
                            params.failAt(),
                            generations - 1,
                            null,
                            null,
                            null,
                            params.childType(),
                            params.key()));
        }
        boolean fails = params.failAt() != null && params.failAt() == index;
        return ChildTask.of(
                Objects.requireNonNullElse(params.childType(), "LEDGER"),
                new LedgerHandler.Params(
                        fails ? 0 : params.millis(),
                        null,
                        fails ? 1 : null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        params.key()));
    }

    @Override
    public Result end(Params params, SpawnedFamily family, TaskContext context)
            throws InterruptedException, IOException {
        write(context, LedgerEntry.What.END_STEP);
        if (params.endMillis() != null) {
            TimeUnit.MILLISECONDS.sleep(params.endMillis());
        }
        if (Boolean.TRUE.equals(params.endFailures()) && Files.exists(breaking(ledger))) {
            throw new TaskFailedException("NOT_YET", "the end step fails as asked", true);
        }
        int asked = family.state(Saved.class).map(Saved::children).orElse(-1);
        write(context, LedgerEntry.What.END_STEP_DONE);
        return new Result(asked, family.summary(), ownRun());
    }

    private static String ownRun() {
        return Objects.requireNonNull(MDC.get("run"));
    }

    private void write(TaskContext context, LedgerEntry.What what) throws IOException {
        new LedgerEntry(
                        what,
                        context.task().toString(),
                        context.fence(),
                        ProcessHandle.current().pid(),
                        clock.millis(),
                        0,
                        ownRun(),
                        context.attempt())
                .append(ledger);
    }
}
