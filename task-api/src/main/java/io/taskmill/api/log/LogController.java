package io.taskmill.api.log;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.model.TaskId;
import io.taskmill.store.LogLine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks/{id}/log}: pages by the position of the last entry shown. */
@RestController
class LogController {

    private final Lookup lookup;
    private final Startup startup;

    LogController(Lookup lookup, Startup startup) {
        this.lookup = lookup;
        this.startup = startup;
    }

    @Operation(
            operationId = "getTaskLog",
            summary = "Read what a task's runs have logged",
            description = "Oldest first: by epoch, and within one by run. Follow next until it is absent. All that a"
                    + " run has logged is there when its end is; while it goes on, what is older than a second or two.")
    @Parameter(
            name = LogQuery.EPOCH,
            in = ParameterIn.QUERY,
            description = "Only what runs of this dispatch have logged.",
            schema = @Schema(type = "integer", minimum = "1"))
    @Parameter(
            name = LogQuery.RUN,
            in = ParameterIn.QUERY,
            description = "Only what this run has logged; together with its epoch.",
            schema = @Schema(type = "string", maxLength = 64))
    @Parameter(
            name = LogQuery.LIMIT,
            in = ParameterIn.QUERY,
            description = "How many entries a page has at most.",
            schema = @Schema(ref = "#/components/schemas/Limit"))
    @Parameter(
            name = LogQuery.CURSOR,
            in = ParameterIn.QUERY,
            description = "next of the page before; without it, the first page.",
            schema = @Schema(ref = "#/components/schemas/Cursor"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of the log, which may be empty.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/LogPage")))
    @Answers({
        ProblemType.MALFORMED_ID,
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_FILTER,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.MALFORMED_CURSOR,
        ProblemType.UNKNOWN_TASK,
        ProblemType.TASK_DELETED,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/tasks/{id}/log", produces = MediaType.APPLICATION_JSON_VALUE)
    LogPage log(
            @Parameter(description = "The task's id.", schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            HttpServletRequest request) {
        TaskId task = Lookup.parse(id);
        LogQuery query = LogQuery.parse(request.getParameterMap());
        var _ = lookup.find(task);
        return page(task, query);
    }

    /** One more than is shown tells whether there is a next page. */
    private LogPage page(TaskId task, LogQuery query) {
        List<LogLine> found =
                startup.installed().logs().of(task, query.epoch(), query.run(), query.after(), query.limit() + 1);
        List<LogLine> shown = found.stream().limit(query.limit()).toList();
        String next =
                found.size() > query.limit() ? LogQuery.cursor(shown.getLast().position()) : null;
        return new LogPage(shown.stream().map(LogPage.Entry::of).toList(), next);
    }
}
