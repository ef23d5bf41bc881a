package io.taskmill.api.summary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks/summary}: reads what projectors keep and counts nothing. */
@RestController
class SummaryController {

    private final Startup startup;

    SummaryController(Startup startup) {
        this.startup = startup;
    }

    @Operation(
            operationId = "countTasks",
            summary = "Tell how many tasks there are",
            description = "As of a second or two ago. Does not cost more when more tasks are stored.")
    @ApiResponse(
            responseCode = "200",
            description = "The counts.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TaskSummary")))
    @Answers({ProblemType.NOT_READY, ProblemType.STORE_UNAVAILABLE})
    @GetMapping(path = "/api/v1/tasks/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    Summary summary() {
        return Summary.of(startup.installed().counts().get());
    }
}
