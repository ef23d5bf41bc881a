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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code PATCH /api/v1/tasks/{id}}: another time, priority or pool for a task that waits. */
@RestController
class AmendController {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final CommandParser parser = new CommandParser();
    private final Commands commands;
    private final CommandIds ids;
    private final CommandAnswers answers;

    AmendController(Commands commands, CommandIds ids, TaskViews views) {
        this.commands = commands;
        this.ids = ids;
        this.answers = new CommandAnswers(views);
    }

    @Operation(
            operationId = "amendTask",
            summary = "Change what a pending task waits for",
            description = "Its time, priority or pool, as long as no run has it. What lies in a queue already is"
                    + " superseded: a run that begins on it at that moment is stopped, and the task waits as it is told"
                    + " to. A deadline counts from the new time.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/Amendment"))))
    @TaskAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_ID,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TASK,
                ProblemType.TASK_DELETED,
                ProblemType.ALREADY_STARTED,
                ProblemType.ALREADY_ENDED,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PatchMapping(path = CommandController.TASK, produces = JSON)
    ResponseEntity<TaskView> amend(
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
        AskedAmendment asked = parser.amendment(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
        return answers.task(task, commands.amend(task, command, asked), locale);
    }
}
