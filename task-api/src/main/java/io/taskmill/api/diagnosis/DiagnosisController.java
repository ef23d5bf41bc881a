package io.taskmill.api.diagnosis;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ask.CapableWorkers;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.Language;
import io.taskmill.model.GateRule;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks/{id}/diagnosis}: why it is not running, or what it is at. */
@RestController
class DiagnosisController {

    private final Startup startup;
    private final Lookup lookup;
    private final CapableWorkers workers;
    private final KnownPauses pauses;
    private final Clock clock;

    DiagnosisController(Startup startup, Lookup lookup, CapableWorkers workers, KnownPauses pauses, Clock clock) {
        this.startup = startup;
        this.lookup = lookup;
        this.workers = workers;
        this.pauses = pauses;
        this.clock = clock;
    }

    @Operation(
            operationId = "diagnoseTask",
            summary = "Tell why a task is not running, or what it is at",
            description =
                    "Each cause in one sentence, with what it tells in members of its own; the nearest first. As it"
                            + " is recorded: what has changed within the last second may not show yet.")
    @ApiResponse(
            responseCode = "200",
            description = "The causes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Diagnosis")))
    @Answers({
        ProblemType.MALFORMED_ID,
        ProblemType.UNKNOWN_TASK,
        ProblemType.TASK_DELETED,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/tasks/{id}/diagnosis", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DiagnosisView> diagnosis(
            @Parameter(description = "The task's id.", schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            Locale locale) {
        Language language = Language.of(locale);
        TaskId task = Lookup.parse(id);
        Task known = lookup.find(task).map(Versioned::entity).orElse(null);
        TaskSpec spec = known == null ? null : known.spec();
        DiagnosisView view = known == null || spec == null
                ? view(task, null, List.of(Cause.of(Cause.Code.NOT_RECORDED)), language)
                : view(task, known, Diagnosis.of(facts(known, spec)), language);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(view);
    }

    private Facts facts(Task task, TaskSpec spec) {
        Installed installed = startup.installed();
        Installed.Waiting waiting = installed.waiting();
        Dispatched dispatched = task.dispatched();
        GateRule rule = task.gate().orElse(null);
        Gate gate = rule == null
                ? null
                : installed.gates().find(rule.key()).map(Versioned::entity).orElse(null);
        return new Facts(
                task,
                workers.capableOf(spec),
                dispatched == null
                        ? 0
                        : waiting.aheadInQueue(task.queue().orElseThrow(), dispatched.at(), Facts.MOST_AHEAD),
                gate,
                rule == null ? 0 : waiting.aheadAtGate(rule.key(), spec.priority(), spec.mayStart(), Facts.MOST_AHEAD),
                pauses.of(spec).orElse(null),
                task.owner().flatMap(waiting::session).orElse(null),
                clock.instant());
    }

    private static DiagnosisView view(TaskId id, @Nullable Task task, List<Cause> causes, Language language) {
        return new DiagnosisView(
                id,
                task == null ? null : task.phase(),
                causes.stream()
                        .map(cause -> new DiagnosisView.CauseView(
                                cause.code(), CauseTexts.of(cause, language), cause.details()))
                        .toList());
    }
}
