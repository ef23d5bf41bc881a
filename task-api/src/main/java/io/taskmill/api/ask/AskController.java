package io.taskmill.api.ask;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.PauseView;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks/{id}}. */
@RestController
class AskController {

    private final Lookup lookup;
    private final TaskViews views;
    private final CapableWorkers workers;
    private final KnownPauses pauses;

    AskController(Lookup lookup, TaskViews views, CapableWorkers workers, KnownPauses pauses) {
        this.lookup = lookup;
        this.views = views;
        this.workers = workers;
        this.pauses = pauses;
    }

    @Operation(
            operationId = "getTask",
            summary = "Ask for a task",
            description =
                    "A task whose id was issued but whose document is not there yet is shown with recorded false.")
    @ApiResponse(
            responseCode = "200",
            description = "What is known of the task.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Task")))
    @Answers({
        ProblemType.MALFORMED_ID,
        ProblemType.UNKNOWN_TASK,
        ProblemType.TASK_DELETED,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/tasks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskView> task(
            @Parameter(description = "The task's id.", schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            Locale locale) {
        Language language = Language.of(locale);
        TaskId task = Lookup.parse(id);
        Optional<Versioned<Task>> found = lookup.find(task);
        TaskView view = explained(found, views.found(task, found.orElse(null), language));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(view);
    }

    private static boolean isQueuedToCleanUp(Task task) {
        return task.phase() == Phase.CLEANING && task.dispatched() != null;
    }

    private TaskView explained(Optional<Versioned<Task>> found, TaskView view) {
        return found.map(Versioned::entity)
                .filter(task -> task.phase() == Phase.QUEUED
                        || (task.phase() == Phase.BLOCKED && task.blocked() != null)
                        || isQueuedToCleanUp(task))
                .map(Task::spec)
                .map(spec -> view.waitingFor(
                        workers.of(spec), pauses.of(spec).map(PauseView::of).orElse(null)))
                .orElse(view);
    }
}
