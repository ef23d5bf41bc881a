package io.taskmill.api.tree;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.AskedLocaleResolver;
import io.taskmill.api.text.Language;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import jakarta.servlet.http.HttpServletRequest;
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

/** {@code GET /api/v1/tasks/{id}/tree}: a task and its descendants. */
@RestController
class TreeController {

    private static final String DEPTH = "depth";
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final List<String> PARAMETERS = List.of(DEPTH, LIMIT, AFTER, AskedLocaleResolver.PARAMETER);
    private static final String RULE = "a whole number of 1 to " + Parent.MOST_DEPTH;

    private final Lookup lookup;
    private final Startup startup;
    private final TypeCatalog types;

    TreeController(Lookup lookup, Startup startup, TypeCatalog types) {
        this.lookup = lookup;
        this.startup = startup;
        this.types = types;
    }

    @Operation(
            operationId = "getTaskTree",
            summary = "Show a task and its descendants",
            description =
                    "Each task before its children, and these in the order in which they were given. Children that"
                            + " are not submitted yet are shown as PENDING. Follow next until it is absent.")
    @Parameter(
            name = DEPTH,
            in = ParameterIn.QUERY,
            description = "How many levels below the task are shown; all of them without it.",
            schema = @Schema(type = "integer", minimum = "1", maximum = "8"))
    @Parameter(
            name = LIMIT,
            in = ParameterIn.QUERY,
            description = "How many tasks a page has at most.",
            schema = @Schema(ref = "#/components/schemas/Limit"))
    @Parameter(
            name = AFTER,
            in = ParameterIn.QUERY,
            description = "next of the page before; without it, the first page.",
            schema = @Schema(ref = "#/components/schemas/Cursor"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of the tree.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TreePage")))
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
    @GetMapping(path = "/api/v1/tasks/{id}/tree", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TreePage> tree(
            @Parameter(description = "The task's id.", schema = @Schema(ref = "#/components/schemas/TaskId"))
                    @PathVariable
                    String id,
            HttpServletRequest request,
            Locale locale) {
        TaskId task = Lookup.parse(id);
        Map<String, String> query = Query.of(request.getParameterMap(), PARAMETERS);
        int depth = depth(query.get(DEPTH));
        int limit = Limit.parse(query.get(LIMIT));
        TreePath after = after(query.get(AFTER));
        Language language = Language.of(locale);
        Task root = lookup.find(task)
                .map(Versioned::entity)
                .filter(found -> !found.isStub())
                .orElse(null);
        TreePage page = root == null
                ? new TreePage(List.of(), null)
                : new TreeWalk(startup.installed().kin(), types, language, depth, limit, after).page(root);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(page);
    }

    private static int depth(@Nullable String text) {
        if (text == null) {
            return Parent.MOST_DEPTH;
        }
        try {
            int depth = Integer.parseInt(text);
            if (depth >= 1 && depth <= Parent.MOST_DEPTH) {
                return depth;
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static ApiException malformed(String text) {
        return ApiException.of(ProblemType.MALFORMED_FILTER, "depth is '" + text + "' but must be " + RULE + ".")
                .with("name", DEPTH)
                .with("value", text)
                .with("rule", RULE);
    }

    private static @Nullable TreePath after(@Nullable String text) {
        return text == null
                ? null
                : TreePath.parse(text)
                        .orElseThrow(() -> ApiException.of(
                                ProblemType.MALFORMED_CURSOR, "after is what a page gave as next, unchanged."));
    }
}
