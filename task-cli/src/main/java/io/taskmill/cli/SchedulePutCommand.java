package io.taskmill.cli;

import io.taskmill.client.SchedulePlan;
import io.taskmill.client.Submission;
import io.taskmill.client.TaskmillClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule put}. */
@Command(
        name = "put",
        description =
                "Makes a schedule, or replaces what it does. Fixed times fire once a day also when the clocks change.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill schedule put nightly --cron '30 2 * * *' --zone Europe/Berlin COUNT '{\"times\": 3}'",
            "  ./taskmill schedule put poll --every 30s --overlap allow --jitter 5s COUNT"
        })
final class SchedulePutCommand extends NamedScheduleCommand {

    @Parameters(index = "1", paramLabel = "TYPE", description = "The type of the task that each firing submits.")
    private String type = "";

    @Parameters(
            index = "2",
            paramLabel = "JSON",
            arity = "0..1",
            defaultValue = "{}",
            description = "Its parameters as JSON. Default: {}.")
    private String params = "{}";

    @Option(
            names = "--cron",
            paramLabel = "EXPRESSION",
            description = "Five fields, from the minute on, six, from the second on, or @daily and the like.")
    private @Nullable String cron;

    @Option(names = "--zone", paramLabel = "ZONE", description = "With --cron: whose clocks. Default: UTC.")
    private @Nullable String zone;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "A fixed rate, such as 15m, instead of --cron.")
    private @Nullable Duration every;

    @Option(
            names = "--overlap",
            paramLabel = "HOW",
            description = "While an earlier task runs: skip, queue_one, allow, cancel_previous. Default: skip.")
    private @Nullable String overlap;

    @Option(names = "--catch-up", paramLabel = "HOW", description = "After an outage: none, one, all. Default: one.")
    private @Nullable String catchUp;

    @Option(
            names = "--catch-up-window",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "With --catch-up all: how far back. Default: 1d.")
    private @Nullable Duration catchUpWindow;

    @Option(
            names = "--jitter",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Make each task up to so much later, at most 1h.")
    private @Nullable Duration jitter;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "No firing before, such as 2031-05-04T12:00:00Z.")
    private @Nullable Instant start;

    @Option(
            names = "--end",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "No firing after.")
    private @Nullable Instant end;

    @Option(names = "--priority", paramLabel = "high|normal|low", description = "Of its tasks. Default: normal.")
    private SubmitCommand.@Nullable Priority priority;

    @Option(names = "--creator", paramLabel = "WHO", description = "Who wants its tasks.")
    private @Nullable String creator;

    SchedulePutCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return show(client.putSchedule(name(), plan()));
    }

    private SchedulePlan plan() {
        try {
            Submission task = new Submission(
                    type,
                    params,
                    null,
                    creator,
                    priority == null ? null : priority.name().toLowerCase(Locale.ROOT),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            return new SchedulePlan(
                    new SchedulePlan.When(cron, zone, every),
                    task,
                    overlap,
                    catchUp,
                    catchUpWindow,
                    jitter,
                    start,
                    end);
        } catch (IllegalArgumentException e) {
            throw api().usage(String.valueOf(e.getMessage()));
        }
    }
}
