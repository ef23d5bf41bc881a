package io.taskmill.api.list;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.AskedLocaleResolver;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.TaskFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks}: pages by the last id shown, so that what is added meanwhile moves nothing. */
@RestController
class ListController {

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final List<String> PARAMETERS = Stream.concat(
                    Filters.NAMES.stream(), Stream.of(CURSOR, LIMIT, AskedLocaleResolver.PARAMETER))
            .toList();

    private final Startup startup;
    private final TaskViews views;

    ListController(Startup startup, TaskViews views) {
        this.startup = startup;
        this.views = views;
    }

    @Operation(
            operationId = "listTasks",
            summary = "List tasks, latest first",
            description = "Follow next until it is absent. What is added meanwhile moves nothing. At most one of type,"
                    + " entity and creator can be asked for; with it, or alone, category or state.")
    @Parameter(
            name = Filters.CATEGORY,
            in = ParameterIn.QUERY,
            description = "Only tasks of this category.",
            schema = @Schema(ref = "#/components/schemas/Category"))
    @Parameter(
            name = Filters.STATE,
            in = ParameterIn.QUERY,
            description = "Only tasks in this state; with a category, one of that category.",
            schema = @Schema(ref = "#/components/schemas/State"))
    @Parameter(
            name = Filters.TYPE,
            in = ParameterIn.QUERY,
            description = "Only tasks of this type.",
            schema = @Schema(type = "string", maxLength = 63))
    @Parameter(
            name = Filters.ENTITY,
            in = ParameterIn.QUERY,
            description = "Only tasks that work on such an entity: its kind, or kind:id.",
            schema = @Schema(type = "string", maxLength = 319))
    @Parameter(
            name = Filters.CREATOR,
            in = ParameterIn.QUERY,
            description = "Only tasks that this one has asked for.",
            schema = @Schema(type = "string", maxLength = 255))
    @Parameter(
            name = LIMIT,
            in = ParameterIn.QUERY,
            description = "How many tasks a page has at most.",
            schema = @Schema(ref = "#/components/schemas/Limit"))
    @Parameter(
            name = CURSOR,
            in = ParameterIn.QUERY,
            description = "next of the page before; without it, the first page.",
            schema = @Schema(ref = "#/components/schemas/Cursor"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of recorded tasks.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TaskPage")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_FILTER,
        ProblemType.UNSERVED_FILTERS,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.MALFORMED_CURSOR,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskPage> tasks(HttpServletRequest request, Locale locale) {
        Map<String, String> query = Query.of(request.getParameterMap(), PARAMETERS);
        Language language = Language.of(locale);
        TaskPage page = page(Filters.parse(query), before(query.get(CURSOR)), Limit.parse(query.get(LIMIT)), language);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(page);
    }

    /** One more than is shown tells whether there is a next page. */
    private TaskPage page(TaskFilter filter, @Nullable TaskId before, int limit, Language language) {
        List<TaskRow> found = startup.installed().newest().of(filter, before, limit + 1);
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
