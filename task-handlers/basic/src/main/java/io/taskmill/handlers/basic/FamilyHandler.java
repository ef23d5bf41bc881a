package io.taskmill.handlers.basic;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.Limits;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Summary;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * FAMILY: has children that count, or fail, or have children themselves, to see what families look like; ends when all of
 * them have.
 */
public final class FamilyHandler implements TaskHandler<FamilyHandler.Params, FamilyHandler.Counted> {

    private static final String TYPE = "FAMILY";

    /**
     * @param children how many
     * @param times rounds that each of them counts
     * @param mode one after the other, or all at once if absent
     * @param onFailure what becomes of the others when one fails: they are cancelled if absent
     * @param failEvery which children fail, each so-manieth; none if absent
     * @param generations how deep the family is: with more than 1 the children have as many children themselves; 1 if absent
     */
    public record Params(
            @Limits(max = 10_000) int children,
            @Limits(max = 86_400) int times,
            @Nullable SpawnMode mode,
            @Nullable OnFailure onFailure,
            @Limits(min = 1, max = 10_000) @Nullable Integer failEvery,
            @Limits(min = 1, max = 9) @Nullable Integer generations) {}

    /** What the run saves for the end step. */
    record Asked(int children) {}

    /**
     * How the children have ended.
     *
     * @param asked how many there were to be
     */
    public record Counted(int asked, int finished, int failed, int cancelled) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(TYPE, Params.class, Texts.load(FamilyHandler.class, "texts", "FAMILY.", "en", "ru"));
    }

    @Override
    public @Nullable Counted run(Params params, TaskContext context) throws InterruptedException {
        Children children = new Children(
                IntStream.rangeClosed(1, params.children())
                        .mapToObj(number -> child(params, number))
                        .toList(),
                Objects.requireNonNullElse(params.mode(), SpawnMode.PARALLEL),
                Objects.requireNonNullElse(params.onFailure(), OnFailure.FAIL_FAST),
                new Asked(params.children()));
        context.spawn(children);
        return null;
    }

    private static ChildTask child(Params params, int number) {
        return task(params, number).named("child " + number);
    }

    private static ChildTask task(Params params, int number) {
        if (params.failEvery() != null && number % params.failEvery() == 0) {
            return ChildTask.of("FAIL", new FailHandler.Params("child " + number + " fails as asked", null));
        }
        int generations = Objects.requireNonNullElse(params.generations(), 1);
        return generations == 1
                ? ChildTask.of("COUNT", new CountHandler.Params(params.times()))
                : ChildTask.of(
                        TYPE,
                        new Params(
                                params.children(),
                                params.times(),
                                params.mode(),
                                params.onFailure(),
                                params.failEvery(),
                                generations - 1));
    }

    @Override
    public Counted end(Params params, SpawnedFamily family, TaskContext context) {
        int asked = family.state(Asked.class).map(Asked::children).orElse(params.children());
        Summary summary = family.summary();
        context.progress(100, StatusMessage.of("counting", summary.finished(), asked));
        return new Counted(asked, summary.finished(), summary.failed() + summary.unknown(), summary.cancelled());
    }
}
