package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.Accepted;
import io.taskmill.client.Submission;
import io.taskmill.client.TaskmillClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit}. */
@Command(
        name = "submit",
        description = "Submits a task and prints its id, once the broker has confirmed it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill submit COUNT '{\"times\":5}' --follow",
            "  ./taskmill submit COUNT '{\"times\":5}' --retry 5 --backoff 10s --deadline 2h",
            "  ./taskmill submit COUNT '{\"times\":5}' --after $first,$second",
            "  ./taskmill submit COUNT - --priority high --entity vm:web-1 <params.json",
            "  id=$(./taskmill submit COUNT '{\"times\":5}')"
        })
final class SubmitCommand extends ApiCommand {

    /** Far more than the API takes, so that the limit told is the API's own. */
    private static final int MAX_STDIN_BYTES = 16 * 1024 * 1024;

    private static final String STDIN = "-";

    enum Priority {
        HIGH,
        NORMAL,
        LOW
    }

    enum Recovery {
        NONE,
        AUTO,
        MANUAL
    }

    @Parameters(index = "0", paramLabel = "TYPE", description = "The type of the task, such as COUNT.")
    private String type = "";

    @Parameters(
            index = "1",
            paramLabel = "JSON",
            arity = "0..1",
            defaultValue = "{}",
            description = "Its parameters as JSON; - reads them from standard input. Default: {}.")
    private String params = "{}";

    @Option(
            names = "--priority",
            paramLabel = "high|normal|low",
            description = "In which of the work queues it waits. Default: normal.")
    private @Nullable Priority priority;

    @Option(names = "--entity", paramLabel = "TYPE[:ID]", description = "What the task is about, such as vm:web-1.")
    private @Nullable String entity;

    @Option(names = "--creator", paramLabel = "WHO", description = "Who wants it.")
    private @Nullable String creator;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "What it belongs to elsewhere.")
    private @Nullable String correlationId;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Makes it one task, however often this is run with this key: 1 to 255 characters without spaces.")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--retry",
            paramLabel = "N",
            description = "At most so many attempts, the first one included. Default, like the five below: the type's.")
    private @Nullable Integer maxAttempts;

    @Option(
            names = "--backoff",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "The longest wait after the first attempt, such as 10s; twice as long after each further one.")
    private @Nullable Duration backoff;

    @Option(
            names = "--max-backoff",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "What the doubling ends at, such as 5m.")
    private @Nullable Duration maxBackoff;

    @Option(
            names = "--queue-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long each dispatch may wait for a run.")
    private @Nullable Duration queueTimeout;

    @Option(
            names = "--run-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long each run may take.")
    private @Nullable Duration runTimeout;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long all of it may take, retries included.")
    private @Nullable Duration deadline;

    @Mixin
    private final StartOptions start = new StartOptions();

    @Option(
            names = "--after",
            paramLabel = "ID",
            split = ",",
            description = "Start it once these tasks have finished; it fails if one of them does not.")
    private List<String> after = new ArrayList<>();

    @Option(names = "--after-any-end", description = "Start it once the tasks of --after have ended, however they did.")
    private boolean afterAnyEnd;

    @Option(
            names = "--unique",
            paramLabel = "KEY",
            description = "Make no other task of this type and key while one is pending; give that one instead.")
    private @Nullable String unique;

    @Option(
            names = "--unique-for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "With --unique: for so long from its submission, whatever it comes to.")
    private @Nullable Duration uniqueFor;

    @Option(names = "--unique-refuse", description = "With --unique: fail if there is one.")
    private boolean uniqueRefuse;

    @Option(
            names = "--recovery",
            paramLabel = "none|auto|manual",
            description = "What becomes of what it has done if it does not finish. Default: the type's.")
    private @Nullable Recovery recovery;

    @Option(
            names = "--follow",
            description = "Show its progress until it has ended, also through outages. Ctrl-C stops showing it.")
    private boolean follow;

    SubmitCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) throws Exception {
        Accepted accepted = submit(client, submission());
        if (!api().json()) {
            print(SafeText.line(accepted.id()));
        } else if (!follow) {
            printJson(accepted.task().json());
        }
        return follow ? follow(client, accepted.id()) : ExitCodes.DONE;
    }

    private Accepted submit(TaskmillClient client, Submission submission) {
        if (idempotencyKey == null) {
            return client.submit(submission);
        }
        try {
            return client.submit(submission, idempotencyKey);
        } catch (IllegalArgumentException e) {
            throw api().usage(String.valueOf(e.getMessage()));
        }
    }

    private Submission submission() throws IOException {
        String json = params.equals(STDIN) ? standardInput() : params;
        try {
            return new Submission(
                    type,
                    json,
                    entity == null ? null : entity(entity),
                    creator,
                    priority == null ? null : priority.name().toLowerCase(Locale.ROOT),
                    correlationId,
                    retry(),
                    timeouts(),
                    start.given(),
                    after(),
                    unique(),
                    recovery == null ? null : recovery.name().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw api().usage(String.valueOf(e.getMessage()));
        }
    }

    private Submission.@Nullable After after() {
        if (afterAnyEnd && after.isEmpty()) {
            throw new IllegalArgumentException("--after-any-end says nothing without --after");
        }
        return after.isEmpty() ? null : new Submission.After(after, afterAnyEnd ? "end" : null);
    }

    private Submission.@Nullable Unique unique() {
        if (unique == null) {
            if (uniqueFor != null || uniqueRefuse) {
                throw new IllegalArgumentException("--unique-for and --unique-refuse say nothing without --unique");
            }
            return null;
        }
        return new Submission.Unique(unique, uniqueFor, uniqueRefuse);
    }

    private Submission.@Nullable Retry retry() {
        boolean given = maxAttempts != null || backoff != null || maxBackoff != null;
        return given ? new Submission.Retry(maxAttempts, backoff, maxBackoff, null) : null;
    }

    private Submission.@Nullable Timeouts timeouts() {
        boolean given = queueTimeout != null || runTimeout != null || deadline != null;
        return given ? new Submission.Timeouts(queueTimeout, runTimeout, deadline) : null;
    }

    private static Submission.Entity entity(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Submission.Entity(text, null)
                : new Submission.Entity(text.substring(0, colon), text.substring(colon + 1));
    }

    private String standardInput() throws IOException {
        byte[] bytes = surroundings().in().readNBytes(MAX_STDIN_BYTES + 1);
        if (bytes.length > MAX_STDIN_BYTES) {
            throw api().usage("standard input has more than " + MAX_STDIN_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw api().usage("standard input is not UTF-8");
        }
    }
}
