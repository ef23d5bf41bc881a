package io.taskmill.api.workers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.model.session.Session;
import java.util.Collection;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/workers}: sessions whose lease runs; nothing of those that have ended or were lost. */
@RestController
class WorkersController {

    /** A dashboard shows no more, and an answer stays small. */
    private static final int MOST = 1_000;

    /** Of what runs in all of them together: what it costs to read so many is what an answer may cost. */
    private static final int MOST_RUNNING = 10_000;

    private final Startup startup;

    WorkersController(Startup startup) {
        this.startup = startup;
    }

    @Operation(
            operationId = "listWorkers",
            summary = "List the workers that live, by name",
            description = "As their last heartbeats told, some three seconds ago; 1000 at most. One that has ended is"
                    + " gone at once, one that was lost is gone when its lease is over. What runs in them is as it is"
                    + " recorded: a task that has just begun or ended may be missing or still there.")
    @ApiResponse(
            responseCode = "200",
            description = "The living workers.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/WorkerPage")))
    @Answers({ProblemType.NOT_READY, ProblemType.STORE_UNAVAILABLE})
    @GetMapping(path = "/api/v1/workers", produces = MediaType.APPLICATION_JSON_VALUE)
    WorkerPage workers() {
        Installed installed = startup.installed();
        Collection<Session> living = installed.living().apply(MOST);
        List<String> sessions = living.stream().map(Session::id).toList();
        return WorkerPage.of(living, installed.running().of(sessions, MOST_RUNNING));
    }
}
