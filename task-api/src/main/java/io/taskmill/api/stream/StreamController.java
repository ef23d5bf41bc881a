package io.taskmill.api.stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/tasks/stream}: changes as they happen, on the request's own virtual thread. */
@RestController
class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

    private final Startup startup;
    private final ChangeFeed feed;
    private final Readers readers;
    private final StreamProperties properties;
    private final StreamMetrics metrics;

    StreamController(
            Startup startup, ChangeFeed feed, Readers readers, StreamProperties properties, StreamMetrics metrics) {
        this.startup = startup;
        this.feed = feed;
        this.readers = readers;
        this.properties = properties;
        this.metrics = metrics;
    }

    @Operation(operationId = "streamTasks", summary = "See tasks change, as server-sent events", description = """
                    Begins with a reset. After each reset, forget what you know and list the tasks again; then, of two \
                    rows of one task, keep the one with the higher version; a deletion has a version too. A change that takes a task out of a state \
                    or category that was asked for is sent too.""")
    @ApiResponse(
            responseCode = "200",
            description = "Events without an end.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TaskEvents")))
    @Answers({ProblemType.MALFORMED_FILTER, ProblemType.NOT_READY, ProblemType.STREAM_UNAVAILABLE})
    @GetMapping(path = "/api/v1/tasks/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @Parameter(
                            description = "Only tasks of this category.",
                            schema = @Schema(ref = "#/components/schemas/Category"))
                    @RequestParam(required = false)
                    @Nullable String category,
            @Parameter(description = "Only tasks in this state.", schema = @Schema(ref = "#/components/schemas/State"))
                    @RequestParam(required = false)
                    @Nullable String state,
            @Parameter(description = "Only tasks of this type.") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only tasks that work on entities of this type, or with type:id on this entity.")
                    @RequestParam(required = false)
                    @Nullable String entity,
            @Parameter(description = "Only tasks that this one has asked for.")
                    @RequestParam(required = false)
                    @Nullable String creator,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        TaskFilter filter = TaskFilter.parse(category, state, type, entity, creator);
        Installed installed = startup.installed();
        Language language = Language.of(locale);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            addHeaders(response, language);
            return;
        }
        Reader reader = new Reader(
                filter,
                language,
                properties.buffer(),
                request.getServletConnection().getConnectionId(),
                Thread.currentThread());
        readers.join(reader);
        try {
            feed.open(installed.shards());
            addHeaders(response, language);
            new EventWriter(reader, response.getOutputStream(), metrics).writeAll(properties.heartbeat());
        } catch (IOException e) {
            LOG.debug("reader has left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // dropped, or the process ends
        } finally {
            readers.leave(reader);
        }
    }

    private static void addHeaders(HttpServletResponse response, Language language) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.setHeader("X-Accel-Buffering", "no"); // a proxy that gathers would hold events back
    }
}
