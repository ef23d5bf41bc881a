package io.taskmill.api.submit;

import io.taskmill.api.ApiProperties;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.message.RunCommand;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/tasks}: 202 only after the broker's confirm. */
@RestController
class SubmitController {

    private static final String TASKS = "/api/v1/tasks";

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

    @PostMapping(path = TASKS, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskView> submit(HttpServletRequest request, Locale locale) {
        try {
            RunCommand command = submissions.submit(body(request));
            metrics.accepted();
            Language language = Language.of(locale);
            return ResponseEntity.accepted()
                    .location(URI.create(TASKS + "/" + command.task()))
                    .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                    .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                    .body(views.submitted(command, language));
        } catch (ApiException e) {
            metrics.failed(e);
            throw e;
        }
    }

    /** The length that a client declares spares reading too long a body; what it does not declare is counted. */
    private byte[] body(HttpServletRequest request) {
        if (request.getContentLengthLong() > maxBody) {
            throw tooLarge();
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(maxBody + 1);
        } catch (IOException e) {
            throw ApiException.of(ProblemType.MALFORMED, "The body could not be read to its end.", e);
        }
        if (body.length > maxBody) {
            throw tooLarge();
        }
        return body;
    }

    private ApiException tooLarge() {
        return ApiException.of(ProblemType.TOO_LARGE, "The body may have at most " + maxBody + " bytes.");
    }
}
