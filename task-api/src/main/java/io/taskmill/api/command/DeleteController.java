package io.taskmill.api.command;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /api/v1/tasks/{id}}: 204 when nothing is left; a pending task is cancelled first, once confirmed. */
@RestController
class DeleteController {

    private static final String CONFIRM = "confirm";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Commands commands;
    private final CommandIds ids;
    private final CommandAnswers answers;

    DeleteController(Commands commands, CommandIds ids, TaskViews views) {
        this.commands = commands;
        this.ids = ids;
        this.answers = new CommandAnswers(views);
    }

    @Operation(
            operationId = "deleteTask",
            summary = "Delete a task",
            description = "A task that has ended is deleted at once. One that is pending is cancelled, and only if that"
                    + " is confirmed: what runs is not stopped at once, what was done is not undone, and the task counts"
                    + " as failed. When it has ended it can be deleted. For a day a deleted task is told to be so, then"
                    + " it is unknown.")
    @Parameter(
            name = CONFIRM,
            in = ParameterIn.QUERY,
            description = "true to cancel a task that has not ended.",
            schema = @Schema(type = "boolean", defaultValue = "false"))
    @ApiResponse(
            responseCode = "204",
            description = "Nothing is left of it.",
            headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
            content = @Content)
    @ApiResponse(
            responseCode = "200",
            description = "It was pending and has been cancelled; the task after that.",
            headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Task")))
    @ApiResponse(
            responseCode = "202",
            description = CommandController.UNDER_WAY,
            headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Task")))
    @Answers({
        ProblemType.MALFORMED_ID,
        ProblemType.MALFORMED_COMMAND_ID,
        ProblemType.MALFORMED_QUERY,
        ProblemType.UNKNOWN_TASK,
        ProblemType.TASK_DELETED,
        ProblemType.TASK_PENDING,
        ProblemType.CLEANING,
        ProblemType.PART_OF_FAMILY,
        ProblemType.ALREADY_ENDED,
        ProblemType.SUPERSEDED,
        ProblemType.NOT_ACCEPTED,
        ProblemType.OUTCOME_UNKNOWN,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @DeleteMapping(path = CommandController.TASK, produces = JSON)
    ResponseEntity<TaskView> delete(
            @Parameter(description = CommandController.ID, schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        TaskId task = Lookup.parse(id);
        String command = CommandAnswers.told(ids.of(commandId), response);
        boolean confirmed = isConfirmed(
                Query.of(request.getParameterMap(), List.of(CONFIRM)).get(CONFIRM));
        Commands.Outcome outcome = commands.delete(task, command, confirmed);
        return outcome.isGone() ? ResponseEntity.noContent().build() : answers.task(task, outcome, locale);
    }

    private static boolean isConfirmed(@Nullable String confirm) {
        return switch (confirm) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default ->
                throw ApiException.of(ProblemType.MALFORMED_QUERY, "'" + CONFIRM + "' must be true or false.")
                        .with("name", CONFIRM)
                        .with("value", confirm)
                        .with("rule", "true or false");
        };
    }
}
