package io.taskmill.api.gate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.command.CommandAnswers;
import io.taskmill.api.command.CommandBody;
import io.taskmill.api.command.CommandIds;
import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.model.Names;
import io.taskmill.model.gate.Gate;
import io.taskmill.store.Versioned;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/gates}: who holds them and who waits, and how many may hold them. */
@RestController
class GateController {

    private static final String GATES = "/api/v1/gates";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String KEY = "key";
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    private final Startup startup;
    private final GateLimits limits;
    private final CommandIds ids;

    GateController(Startup startup, GateLimits limits, CommandIds ids) {
        this.startup = startup;
        this.limits = limits;
        this.ids = ids;
    }

    @Operation(
            operationId = "listGates",
            summary = "List gates, by key",
            description = "Those that tasks hold or wait for, that somebody has set, or that were in use within a day.",
            parameters = {
                @Parameter(name = KEY, description = "Of this gate alone.", schema = @Schema(type = "string")),
                @Parameter(
                        name = AFTER,
                        description = "The `next` of the page before.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = LIMIT,
                        description = "How many, at most.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The gates; with a key that no gate has, none.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/GatePage")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_KEY,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = GATES, produces = JSON)
    GatePage gates(@Parameter(hidden = true) HttpServletRequest request) {
        Map<String, String> query = Query.of(request.getParameterMap(), List.of(KEY, AFTER, LIMIT));
        int limit = Limit.parse(query.get(LIMIT));
        String key = query.get(KEY);
        if (key != null) {
            return new GatePage(
                    startup.installed().gates().find(valid(key)).stream()
                            .map(Versioned::entity)
                            .map(GateView::of)
                            .toList(),
                    null);
        }
        Collection<Versioned<Gate>> found = startup.installed().gates().page(query.get(AFTER), limit + 1);
        List<GateView> page = found.stream()
                .limit(limit)
                .map(Versioned::entity)
                .map(GateView::of)
                .toList();
        return new GatePage(page, found.size() > limit ? page.getLast().key() : null);
    }

    @Operation(
            operationId = "limitGate",
            summary = "Set how many tasks may hold a gate",
            description = "Instead of what their type says, until `null` is set. 0 closes the gate. Nobody is ended: a"
                    + " lower limit counts as tasks give the gate back, a higher one at once.",
            parameters =
                    @Parameter(
                            name = KEY,
                            required = true,
                            description = "The gate.",
                            schema = @Schema(type = "string")),
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/GateLimit"))))
    @ApiResponse(
            responseCode = "200",
            description = "The limit counts.",
            headers = @Header(name = CommandIds.HEADER, required = true, description = "The id of this command."),
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Gate")))
    @ApiResponse(
            responseCode = "202",
            description = "It is on its way. The gate as it is until then, or will be if there is none yet.",
            headers = @Header(name = CommandIds.HEADER, required = true, description = "The id of this command."),
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Gate")))
    @Answers(
            value = {
                ProblemType.MALFORMED_QUERY,
                ProblemType.MALFORMED_KEY,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PutMapping(path = GATES + "/limit", produces = JSON)
    ResponseEntity<GateView> limit(
            @Parameter(description = "An id of the client's own, so that the request can be repeated.")
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String key = Query.of(request.getParameterMap(), List.of(KEY)).get(KEY);
        String valid = valid(key == null ? "" : key);
        String command = CommandAnswers.told(ids.of(commandId), response);
        Integer limit = AskedLimit.read(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
        GateLimits.Outcome outcome = limits.set(valid, command, limit);
        Gate gate = outcome.gate();
        return ResponseEntity.status(outcome.effective() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(gate == null ? GateView.unknown(valid, limit == null ? 0 : limit) : GateView.of(gate));
    }

    private static String valid(String key) {
        try {
            return Names.requireKey(KEY, key);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.MALFORMED_KEY,
                    "key must have 1 to 200 characters, of which none is a control character.",
                    e);
        }
    }
}
