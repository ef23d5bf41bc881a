package io.taskmill.api.command;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
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

/** {@code POST /api/v1/tasks/{id}/rollback}: what a task has done that did not end well is undone. */
@RestController
class RollbackController {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final CommandParser parser = new CommandParser();
    private final Commands commands;
    private final CommandIds ids;
    private final CommandAnswers answers;

    RollbackController(Commands commands, CommandIds ids, TaskViews views) {
        this.commands = commands;
        this.ids = ids;
        this.answers = new CommandAnswers(views);
    }

    @Operation(
            operationId = "rollbackTask",
            summary = "Undo what a task has done that has failed or was cancelled",
            description = "What its runs have pushed to be undone and is left, last pushed first, as another dispatch."
                    + " For tasks of recovery manual, and of auto whose clean-up has failed. The state stays what it is,"
                    + " and the result becomes CLEAN_SUCCESS or CLEAN_FAILURE.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/RollbackRequest"))))
    @TaskAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_ID,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TASK,
                ProblemType.TASK_DELETED,
                ProblemType.CLEANING,
                ProblemType.NOTHING_TO_UNDO,
                ProblemType.SUPERSEDED,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = CommandController.TASK + "/rollback", produces = JSON)
    ResponseEntity<TaskView> rollback(
            @Parameter(description = CommandController.ID, schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws HttpMediaTypeNotSupportedException {
        TaskId task = Lookup.parse(id);
        String command = CommandAnswers.told(ids.of(commandId), response);
        Integer epoch = parser.rollback(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
        return answers.task(task, commands.rollback(task, command, epoch), locale);
    }
}
