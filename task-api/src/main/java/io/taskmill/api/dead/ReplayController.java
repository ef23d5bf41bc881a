package io.taskmill.api.dead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.messaging.dead.Acted;
import io.taskmill.messaging.dead.LeftReason;
import io.taskmill.messaging.dead.LetterId;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/dead-letters/{id}/replay} and {@code …/replay}: back into the queues that letters came from. */
@RestController
class ReplayController {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayController.class);
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Startup startup;
    private final DeadLetterMetrics metrics;

    ReplayController(Startup startup, DeadLetterMetrics metrics) {
        this.startup = startup;
        this.metrics = metrics;
    }

    @Operation(
            operationId = "replayDeadLetter",
            summary = "Put a message that could not be used back into its queue",
            description = "Answered 200 only after the broker has confirmed it, marked as perhaps published before:"
                    + " replaying a message twice does no harm. What still cannot be used becomes another letter.")
    @ApiResponse(
            responseCode = "200",
            description = "The message is in its queue, and the letter is gone.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Replayed")))
    @Answers({
        ProblemType.MALFORMED_LETTER_ID,
        ProblemType.UNKNOWN_LETTER,
        ProblemType.NOT_REPLAYABLE,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @PostMapping(path = LetterPath.ONE + "/replay", produces = JSON)
    ActView replay(
            @Parameter(description = "The letter's id.", schema = @Schema(ref = "#/components/schemas/LetterId"))
                    @PathVariable
                    String id) {
        LetterId letter = LetterPath.parse(id);
        Acted acted = startup.installed().deadLetters().replay(letter).orElseThrow(() -> LetterPath.unknown(letter));
        acted.left().keySet().forEach(reason -> {
            throw left(letter, reason);
        });
        return told(acted);
    }

    @Operation(
            operationId = "replayDeadLetters",
            summary = "Put all messages that could not be used back into their queues",
            description = "Those that lie there when it begins, oldest first; 10000 at most, and for ten seconds at"
                    + " most: what was not reached is told, and another request goes on. Letters that cannot be replayed"
                    + " stay where they are; 200 of them at the front hide what lies behind.")
    @ApiResponse(
            responseCode = "200",
            description = "How many are in their queues, and how many stay.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Replayed")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @PostMapping(path = LetterPath.ALL + "/replay", produces = JSON)
    ActView replayAll(HttpServletRequest request) {
        Query.none(request.getParameterMap());
        return told(startup.installed().deadLetters().replayAll());
    }

    private ActView told(Acted acted) {
        metrics.replayed(acted.done());
        LOG.info("dead letters replayed count={} left={}", acted.done(), acted.left());
        return ActView.ofReplay(acted);
    }

    private static ApiException left(LetterId id, LeftReason reason) {
        return switch (reason) {
            case NO_ORIGIN -> notReplayable(reason, "Nothing tells the queue that " + id + " came from.");
            case REFUSED_ORIGIN ->
                notReplayable(
                        reason, id + " names as its origin what is no work queue and no event shard of Taskmill's.");
            case QUEUE_GONE ->
                notReplayable(
                        reason,
                        "The queue that " + id + " came from is not there; a worker of its pool declares" + " it.");
            case NOT_CONFIRMED, NOT_REACHED ->
                ApiException.of(
                        ProblemType.BROKER_UNAVAILABLE,
                        "The broker did not confirm the message of " + id + ". The letter stays; replaying it again"
                                + " does no harm.");
        };
    }

    private static ApiException notReplayable(LeftReason reason, String detail) {
        return ApiException.of(ProblemType.NOT_REPLAYABLE, detail).with("reason", ActView.text(reason));
    }
}
