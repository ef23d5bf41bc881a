package io.taskmill.api.command;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.model.Pause;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/pauses}: what is paused; a pool or a type is paused by PUT and resumed by DELETE. */
@RestController
class PauseController {

    private static final String ALL = "/api/v1/pauses";
    private static final String POOL = ALL + "/pools/{pool}";
    private static final String TYPE = ALL + "/types/{type}";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String LIST = "#/components/schemas/Pauses";
    private static final String PAUSING =
            "No task of it starts from some four seconds later on, the time of a heartbeat"
                    + " and a second; what runs goes on, and what waits can be listed, changed and cancelled. Its deadlines and"
                    + " timeouts go on.";
    private static final String RESUMING =
            "Its tasks start again within some ten seconds. What is not paused stays so.";
    private static final String POOL_NAME = "The pool's name; there need not be such a pool yet.";
    private static final String TYPE_NAME = "The type's name.";

    private final CommandParser parser = new CommandParser();
    private final Startup startup;
    private final KnownPauses pauses;
    private final PauseCommands commands;
    private final CommandIds ids;

    PauseController(Startup startup, KnownPauses pauses, PauseCommands commands, CommandIds ids) {
        this.startup = startup;
        this.pauses = pauses;
        this.commands = commands;
        this.ids = ids;
    }

    @Operation(
            operationId = "listPauses",
            summary = "List the pools and types that are paused",
            description = "In the order in which they were paused; 1000 at most, and a second old at most.")
    @ApiResponse(
            responseCode = "200",
            description = "All that is paused.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = LIST)))
    @Answers({ProblemType.NOT_READY, ProblemType.STORE_UNAVAILABLE})
    @GetMapping(path = ALL, produces = JSON)
    PauseList list() {
        var _ = startup.installed();
        return PauseList.of(pauses.present());
    }

    @Operation(
            operationId = "pausePool",
            summary = "Pause a pool",
            description = PAUSING + " What is paused already stays as it is, unless another reason is given.")
    @ReasonBody
    @PausesAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_POOL,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.TOO_MANY_PAUSES,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PutMapping(path = POOL, produces = JSON)
    ResponseEntity<PauseList> pausePool(
            @Parameter(description = POOL_NAME) @PathVariable String pool,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String command = told(commandId, response);
        return answer(commands.pause(Pause.Kind.POOL, pool, command, reason(request)));
    }

    @Operation(operationId = "resumePool", summary = "Resume a pool", description = RESUMING)
    @ReasonBody
    @PausesAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_POOL,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @DeleteMapping(path = POOL, produces = JSON)
    ResponseEntity<PauseList> resumePool(
            @Parameter(description = POOL_NAME) @PathVariable String pool,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String command = told(commandId, response);
        return answer(commands.resume(Pause.Kind.POOL, pool, command, reason(request)));
    }

    @Operation(
            operationId = "pauseType",
            summary = "Pause a type of task",
            description =
                    PAUSING + " Other types of the same pools go on. What is paused already stays as it is, unless"
                            + " another reason is given.")
    @ReasonBody
    @PausesAnswer
    @Answers(
            value = {
                ProblemType.UNKNOWN_TASK_TYPE,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.TOO_MANY_PAUSES,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PutMapping(path = TYPE, produces = JSON)
    ResponseEntity<PauseList> pauseType(
            @Parameter(description = TYPE_NAME) @PathVariable String type,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String command = told(commandId, response);
        return answer(commands.pause(Pause.Kind.TYPE, type, command, reason(request)));
    }

    @Operation(operationId = "resumeType", summary = "Resume a type of task", description = RESUMING)
    @ReasonBody
    @PausesAnswer
    @Answers(
            value = {
                ProblemType.UNKNOWN_TASK_TYPE,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @DeleteMapping(path = TYPE, produces = JSON)
    ResponseEntity<PauseList> resumeType(
            @Parameter(description = TYPE_NAME) @PathVariable String type,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String command = told(commandId, response);
        return answer(commands.resume(Pause.Kind.TYPE, type, command, reason(request)));
    }

    private String told(@Nullable String commandId, HttpServletResponse response) {
        return CommandAnswers.told(ids.of(commandId), response);
    }

    private @Nullable String reason(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        return parser.reason(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
    }

    private static ResponseEntity<PauseList> answer(PauseCommands.Outcome outcome) {
        return ResponseEntity.status(outcome.effective() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(PauseList.of(outcome.pauses()));
    }
}
