package io.taskmill.api.dead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.messaging.dead.Acted;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.dead.LetterId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /api/v1/dead-letters/{id}} and {@code …/dead-letters}: nothing brings back what is deleted. */
@RestController
class DeletionController {

    private static final String CONFIRM = "confirm";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Startup startup;
    private final DeadLetterMetrics metrics;

    DeletionController(Startup startup, DeadLetterMetrics metrics) {
        this.startup = startup;
        this.metrics = metrics;
    }

    @Operation(
            operationId = "deleteDeadLetter",
            summary = "Drop a message that could not be used",
            description = "For good; the API's log tells of it. Of letters that are equal, one goes.")
    @ApiResponse(responseCode = "204", description = "The letter is gone.", content = @Content)
    @Answers({
        ProblemType.MALFORMED_LETTER_ID,
        ProblemType.UNKNOWN_LETTER,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @DeleteMapping(path = LetterPath.ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @Parameter(description = "The letter's id.", schema = @Schema(ref = "#/components/schemas/LetterId"))
                    @PathVariable
                    String id) {
        LetterId letter = LetterPath.parse(id);
        if (!startup.installed().deadLetters().delete(letter)) {
            throw LetterPath.unknown(letter);
        }
        metrics.deleted(1);
    }

    @Operation(
            operationId = "deleteDeadLetters",
            summary = "Drop all messages that could not be used",
            description = "For good; the API's log tells of each. Those that lie there when it begins; 10000 at most,"
                    + " and for ten seconds at most: what was not reached is told, and another request goes on.")
    @Parameter(
            name = CONFIRM,
            in = ParameterIn.QUERY,
            description = "true; without it nothing is deleted, and the answer tells how many letters there are.",
            schema = @Schema(type = "boolean"))
    @ApiResponse(
            responseCode = "200",
            description = "How many are gone, and how many stay.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Deleted")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.NOT_CONFIRMED,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @DeleteMapping(path = LetterPath.ALL, produces = JSON)
    ActView deleteAll(HttpServletRequest request) {
        String confirm = Query.of(request.getParameterMap(), List.of(CONFIRM)).get(CONFIRM);
        DeadLetters letters = startup.installed().deadLetters();
        if (!"true".equals(confirm)) {
            throw unconfirmed(letters.count());
        }
        Acted acted = letters.deleteAll();
        metrics.deleted(acted.done());
        return ActView.ofDeletion(acted);
    }

    private static ApiException unconfirmed(long total) {
        return ApiException.of(
                        ProblemType.NOT_CONFIRMED,
                        "That would delete all dead letters, " + total + " now. With confirm=true they are deleted.")
                .with("total", total);
    }
}
