package io.taskmill.api.submit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.body.BoundedBody;
import io.taskmill.api.idempotency.IdempotencyKey;
import io.taskmill.api.idempotency.KeyedSubmissions.Submitted;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/tasks}: 202 only after the broker's confirm. */
@RestController
class SubmitController {

    private static final Logger LOG = LoggerFactory.getLogger(SubmitController.class);
    private static final String TASKS = "/api/v1/tasks";
    private static final String KEY =
            "Makes the request repeatable: 1 to 255 visible ASCII characters that the client chooses anew for each task,"
                    + " in double quotes or as they are. The same key and body give the task of the first request; with"
                    + " another body the key is refused. It is known for a day, unless configured otherwise, and to the"
                    + " same caller only. Such requests need the store.";

    private final Submissions submissions;
    private final SubmissionMetrics metrics;
    private final TaskViews views;
    private final int maxBody;

    SubmitController(Submissions submissions, SubmissionMetrics metrics, TaskViews views, ApiProperties properties) {
        this.submissions = submissions;
        this.metrics = metrics;
        this.views = views;
        this.maxBody = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Operation(
            operationId = "submitTask",
            summary = "Submit a task",
            description = "Answered 202 only after the broker has confirmed the task. The body may have 256 KiB unless"
                    + " configured otherwise; it is read strictly: UTF-8, no unknown member, no name twice. With an"
                    + " Idempotency-Key the request may be sent again, whatever came of it: one key makes one task.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = IdempotencyKey.HEADER,
                            description = KEY,
                            schema = @Schema(type = "string")),
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(ref = "#/components/schemas/Submission"))))
    @ApiResponse(
            responseCode = "202",
            description = "The task is accepted, as it will be recorded.",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            required = true,
                            description = "Where to ask for the task.",
                            schema = @Schema(type = "string", format = "uri-reference")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Task")))
    @ApiResponse(
            responseCode = "200",
            description =
                    "The task was submitted before under this key, or this unique key; as it is now. Recorded is false if nothing is"
                            + " recorded of it yet, or no more.",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            required = true,
                            description = "Where to ask for the task.",
                            schema = @Schema(type = "string", format = "uri-reference")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Task")))
    @Answers(
            value = {
                ProblemType.MALFORMED,
                ProblemType.MALFORMED_IDEMPOTENCY_KEY,
                ProblemType.IDEMPOTENCY_KEY_IN_USE,
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                ProblemType.DUPLICATE_TASK,
                ProblemType.GATE_FULL,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TYPE,
                ProblemType.INVALID_PARAMS,
                ProblemType.INVALID_POLICY,
                ProblemType.BROKEN_TYPE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = TASKS, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskView> submit(HttpServletRequest request, Locale locale) {
        try {
            IdempotencyKey key = IdempotencyKey.of(request);
            return switch (submissions.submit(BoundedBody.read(request, maxBody), key)) {
                case Submitted.Accepted(RunCommand command) -> accepted(command, Language.of(locale));
                case Submitted.Repeated(TaskId task) -> repeated(task, Language.of(locale));
            };
        } catch (ApiException e) {
            metrics.refused(e.type());
            LOG.debug(
                    "submission refused problem={} detail={}",
                    e.type().text(),
                    e.getBody().getDetail());
            throw e;
        }
    }

    private ResponseEntity<TaskView> accepted(RunCommand command, Language language) {
        metrics.accepted();
        LOG.debug("submission accepted type={}", command.spec().type());
        return answer(HttpStatus.ACCEPTED, command.task(), views.submitted(command, language), language);
    }

    private ResponseEntity<TaskView> repeated(TaskId task, Language language) {
        TaskView view = views.found(task, submissions.recorded(task), language);
        metrics.repeated();
        LOG.debug("submission repeated");
        return answer(HttpStatus.OK, task, view, language);
    }

    private static ResponseEntity<TaskView> answer(HttpStatus status, TaskId task, TaskView view, Language language) {
        return ResponseEntity.status(status)
                .location(URI.create(TASKS + "/" + task))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(view);
    }
}
