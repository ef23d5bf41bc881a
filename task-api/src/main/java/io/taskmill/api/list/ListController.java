package io.taskmill.api.list;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.TaskRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks}: pages by the last id shown, so that what is added meanwhile moves nothing. */
@RestController
class ListController {

    private final Startup startup;
    private final TaskViews views;

    ListController(Startup startup, TaskViews views) {
        this.startup = startup;
        this.views = views;
    }

    @Operation(
            operationId = "listTasks",
            summary = "List tasks, latest first",
            description = "Follow next until it is absent. What is added meanwhile moves nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of recorded tasks.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TaskPage")))
    @Answers({
        ProblemType.MALFORMED_LIMIT,
        ProblemType.MALFORMED_CURSOR,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskPage> tasks(
            @Parameter(
                            description = "How many tasks a page has at most.",
                            schema = @Schema(ref = "#/components/schemas/Limit"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(
                            description = "next of the page before; without it, the first page.",
                            schema = @Schema(ref = "#/components/schemas/Cursor"))
                    @RequestParam(required = false)
                    @Nullable String cursor,
            Locale locale) {
        Language language = Language.of(locale);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(page(Limit.parse(limit), before(cursor), language));
    }

    /** One more than is shown tells whether there is a next page. */
    private TaskPage page(int limit, @Nullable TaskId before, Language language) {
        List<TaskRow> found = startup.installed().newest().before(before, limit + 1);
        List<TaskView> shown =
                found.stream().limit(limit).map(row -> views.row(row, language)).toList();
        return new TaskPage(shown, found.size() > limit ? shown.getLast().id().toString() : null);
    }

    private static @Nullable TaskId before(@Nullable String cursor) {
        try {
            return cursor == null ? null : TaskId.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ProblemType.MALFORMED_CURSOR, "A cursor is what a page gave as next, unchanged.", e);
        }
    }
}
