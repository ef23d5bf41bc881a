package io.taskmill.api.entity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.AskedLocaleResolver;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.Category;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.entity.Entity;
import io.taskmill.store.TaskFilter;
import io.taskmill.store.Versioned;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/entities}: the things that tasks work on, as their runs have told of them. */
@RestController
class EntityController {

    private static final String ENTITIES = "/api/v1/entities";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String TYPE = "type";
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    /** So many tasks that work on one are shown; the list of tasks has all. */
    private static final int TASKS = 10;

    private final Startup startup;
    private final TaskViews views;

    EntityController(Startup startup, TaskViews views) {
        this.startup = startup;
        this.views = views;
    }

    @Operation(
            operationId = "listEntities",
            summary = "List the things of a type that tasks work on",
            description =
                    "In the order of their ids, without those that are gone. One that is being built is among them,"
                            + " and says so.",
            parameters = {
                @Parameter(
                        name = TYPE,
                        required = true,
                        description = "Which, such as `pool`.",
                        schema = @Schema(type = "string", maxLength = 63)),
                @Parameter(
                        name = AFTER,
                        description = "The `next` of the page before.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = LIMIT,
                        description = "How many, at most.",
                        schema = @Schema(ref = "#/components/schemas/Limit"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page of them; of a type that nobody has told of, none.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/EntityPage")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_FILTER,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = ENTITIES, produces = JSON)
    EntityPage entities(@Parameter(hidden = true) HttpServletRequest request) {
        Map<String, String> query = Query.of(request.getParameterMap(), List.of(TYPE, AFTER, LIMIT));
        int limit = Limit.parse(query.get(LIMIT));
        String type = type(query.get(TYPE));
        Collection<Versioned<Entity>> found = startup.installed().entities().page(type, query.get(AFTER), limit + 1);
        List<Entity> page = found.stream().limit(limit).map(Versioned::entity).toList();
        return new EntityPage(
                page.stream().map(EntityView::of).toList(),
                found.size() > limit ? page.getLast().key() : null);
    }

    private static String type(@Nullable String type) {
        String asked = type == null ? "" : type;
        try {
            return Fact.requireKey(new EntityRef(asked, "x")).type();
        } catch (IllegalArgumentException e) {
            String rule = "1 to 63 of a-z, 0-9, '_' and '-', beginning with a letter";
            throw ApiException.of(ProblemType.MALFORMED_FILTER, "type is '" + asked + "' but must be " + rule + ".", e)
                    .with("name", TYPE)
                    .with("value", asked)
                    .with("rule", rule);
        }
    }

    @Operation(
            operationId = "getEntity",
            summary = "Ask for a thing that tasks work on",
            description = "With the tasks that work on it or wait for it, and its latest changes.")
    @ApiResponse(
            responseCode = "200",
            description = "What is known of it. What is gone is known for thirty days more.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/EntityHistory")))
    @Answers({
        ProblemType.UNKNOWN_ENTITY,
        ProblemType.MALFORMED_QUERY,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = ENTITIES + "/{type}/{id}", produces = JSON)
    ResponseEntity<EntityHistory> entity(
            @Parameter(description = "Its type, such as `pool`.") @PathVariable String type,
            @Parameter(description = "Which one of these.") @PathVariable String id,
            HttpServletRequest request,
            Locale locale) {
        Query.of(request.getParameterMap(), List.of(AskedLocaleResolver.PARAMETER));
        Language language = Language.of(locale);
        Installed installed = startup.installed();
        String key = type + ":" + id;
        Entity entity = installed
                .entities()
                .find(key)
                .map(Versioned::entity)
                .orElseThrow(() ->
                        ApiException.of(ProblemType.UNKNOWN_ENTITY, "No task has told of " + type + " '" + id + "'."));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(EntityHistory.of(entity, tasks(installed, key, language)));
    }

    private List<TaskView> tasks(Installed installed, String key, Language language) {
        TaskFilter atWork = new TaskFilter(TaskFilter.statesOf(Category.PENDING), new TaskFilter.Subject.Entity(key));
        return installed.newest().of(atWork, null, TASKS).stream()
                .map(row -> views.row(row, language))
                .toList();
    }
}
