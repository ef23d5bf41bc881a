package io.taskmill.api.dead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.list.Limit;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.messaging.dead.LetterId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/dead-letters} and {@code …/{id}}: look and leave everything where it is. */
@RestController
class DeadLetterController {

    private final Startup startup;

    DeadLetterController(Startup startup) {
        this.startup = startup;
    }

    @Operation(
            operationId = "listDeadLetters",
            summary = "Look at the messages that could not be used, oldest first",
            description = "Takes nothing out of the queue.")
    @ApiResponse(
            responseCode = "200",
            description = "The oldest dead letters.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/DeadLetterPage")))
    @Answers({
        ProblemType.MALFORMED_LIMIT,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @GetMapping(path = LetterPath.ALL, produces = MediaType.APPLICATION_JSON_VALUE)
    DeadLetterPage deadLetters(
            @Parameter(
                            description = "How many letters are shown at most.",
                            schema = @Schema(ref = "#/components/schemas/Limit"))
                    @RequestParam(required = false)
                    @Nullable String limit) {
        int most = Limit.parse(limit);
        return DeadLetterPage.of(startup.installed().deadLetters().peek(most));
    }

    @Operation(
            operationId = "showDeadLetter",
            summary = "Look at one message that could not be used",
            description = "With its body up to 1 MiB, and the task that it is about where it tells one. Takes nothing"
                    + " out of the queue. The 200 oldest letters can be reached.")
    @ApiResponse(
            responseCode = "200",
            description = "The letter.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/DeadLetter")))
    @Answers({
        ProblemType.MALFORMED_LETTER_ID,
        ProblemType.UNKNOWN_LETTER,
        ProblemType.NOT_READY,
        ProblemType.BROKER_UNAVAILABLE,
        ProblemType.LETTERS_BUSY
    })
    @GetMapping(path = LetterPath.ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    LetterView deadLetter(
            @Parameter(description = "The letter's id.", schema = @Schema(ref = "#/components/schemas/LetterId"))
                    @PathVariable
                    String id) {
        LetterId letter = LetterPath.parse(id);
        return startup.installed()
                .deadLetters()
                .find(letter)
                .map(LetterView::whole)
                .orElseThrow(() -> LetterPath.unknown(letter));
    }
}
