package io.taskmill.api.command;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/tasks/{id}/cancel} and {@code …/retry}: 200 when it has come to pass, 202 when it will. */
@RestController
public class CommandController {

    static final String TASK = "/api/v1/tasks/{id}";
    static final String APPLIED = "It has come to pass; the task after it.";
    static final String UNDER_WAY =
            "The broker has confirmed the command, and within a second the task did not show its effect; the task as"
                    + " last read.";
    static final String ID = "The task's id.";
    public static final String COMMAND =
            "1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'. Whoever repeats a request with its command's id gets the"
                    + " effect of the first one; absent is a new one.";
    public static final String ANSWERED = "The command's id, as sent or made up; also of problems.";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final CommandParser parser = new CommandParser();
    private final Commands commands;
    private final CommandIds ids;
    private final CommandAnswers answers;
    private final int maxRetryBytes;

    CommandController(Commands commands, CommandIds ids, TaskViews views, ApiProperties properties) {
        this.commands = commands;
        this.ids = ids;
        this.answers = new CommandAnswers(views);
        this.maxRetryBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Operation(
            operationId = "cancelTask",
            summary = "Cancel a task",
            description = "A task that waits ends at once, one that runs is ABORTING until its run has ended. Of a"
                    + " cancel and an end at the same time the first one wins. A cancelled task can be retried.")
    @ReasonBody
    @TaskAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_ID,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TASK,
                ProblemType.TASK_DELETED,
                ProblemType.ALREADY_ENDED,
                ProblemType.CLEANING,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = TASK + "/cancel", produces = JSON)
    ResponseEntity<TaskView> cancel(
            @Parameter(description = ID, schema = @Schema(ref = "#/components/schemas/TaskId")) @PathVariable String id,
            @Parameter(description = COMMAND) @RequestHeader(name = CommandIds.HEADER, required = false) @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws HttpMediaTypeNotSupportedException {
        TaskId task = Lookup.parse(id);
        String command = CommandAnswers.told(ids.of(commandId), response);
        String reason = parser.reason(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
        return answers.task(task, commands.cancel(task, command, reason), locale);
    }

    @Operation(
            operationId = "retryTask",
            summary = "Run a task anew that has failed or was cancelled",
            description = "As another dispatch, whose attempts and deadline count from now. Parameters that are given"
                    + " take the place of the task's own and must fulfil the type's present schema; the body may be as"
                    + " large as a submission.",
            requestBody =
                    @RequestBody(
                            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Retry"))))
    @TaskAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_ID,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TASK,
                ProblemType.TASK_DELETED,
                ProblemType.NOT_FAILED,
                ProblemType.CLEANING,
                ProblemType.SUPERSEDED,
                ProblemType.UNKNOWN_TYPE,
                ProblemType.INVALID_PARAMS,
                ProblemType.BROKEN_TYPE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = TASK + "/retry", produces = JSON)
    ResponseEntity<TaskView> retry(
            @Parameter(description = ID, schema = @Schema(ref = "#/components/schemas/TaskId")) @PathVariable String id,
            @Parameter(description = COMMAND) @RequestHeader(name = CommandIds.HEADER, required = false) @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws HttpMediaTypeNotSupportedException {
        TaskId task = Lookup.parse(id);
        String command = CommandAnswers.told(ids.of(commandId), response);
        AskedRetry asked = parser.retry(CommandBody.read(request, maxRetryBytes));
        return answers.task(task, commands.retry(task, command, asked), locale);
    }
}
