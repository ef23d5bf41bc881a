package io.taskmill.api.journal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.text.Language;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.store.JournalFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/journal} and {@code /api/v1/journal.csv}: what has happened, and who wanted it. */
@RestController
class JournalController {

    private final Journal journal;
    private final JournalViews views;
    private final JournalExport export;

    JournalController(Journal journal, JournalViews views, JournalExport export) {
        this.journal = journal;
        this.views = views;
        this.export = export;
    }

    @Operation(
            operationId = "listJournal",
            summary = "Read the journal, latest first",
            description = "What has happened to tasks, also to those that are deleted, and who has changed how Taskmill"
                    + " works. Follow next until it is absent. " + JournalQuery.SERVED)
    @Filters
    @Parameter(
            name = JournalQuery.LIMIT,
            in = ParameterIn.QUERY,
            description = "How many entries a page has at most.",
            schema = @Schema(ref = "#/components/schemas/Limit"))
    @Parameter(
            name = JournalQuery.CURSOR,
            in = ParameterIn.QUERY,
            description = "next of the page before; without it, the first page.",
            schema = @Schema(ref = "#/components/schemas/Cursor"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of the journal, which may be empty.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/JournalPage")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_FILTER,
        ProblemType.UNSERVED_FILTERS,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.MALFORMED_CURSOR,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/journal", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JournalPage> journal(HttpServletRequest request, Locale locale) {
        Map<String, String> query = Query.of(request.getParameterMap(), JournalQuery.PARAMETERS);
        JournalFilter filter = JournalQuery.filter(query);
        String before = JournalQuery.cursor(query);
        int limit = Limit.parse(query.get(JournalQuery.LIMIT));
        Language language = Language.of(locale);
        // One more than is shown tells whether there is a next page.
        List<JournalEntry> found = journal.of(filter, before, limit + 1);
        List<JournalView> shown = found.stream()
                .limit(limit)
                .map(entry -> views.view(entry, language))
                .toList();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(new JournalPage(
                        shown, found.size() > limit ? shown.getLast().id() : null));
    }

    @Operation(
            operationId = "exportJournal",
            summary = "Read the journal as CSV, latest first",
            description = "All of it that the filters match, in one answer, with a row of names first. An answer that"
                    + " ends without its end, as an aborted connection, is not whole. " + JournalQuery.SERVED)
    @Filters
    @ApiResponse(
            responseCode = "200",
            description = "The rows.",
            content =
                    @Content(
                            mediaType = JournalExport.MEDIA_TYPE,
                            schema = @Schema(ref = "#/components/schemas/JournalCsv")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_FILTER,
        ProblemType.UNSERVED_FILTERS,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = "/api/v1/journal.csv", produces = JournalExport.MEDIA_TYPE)
    void csv(HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
        Map<String, String> query = Query.of(request.getParameterMap(), JournalQuery.FILTERS);
        export.write(JournalQuery.filter(query), Language.of(locale), request, response);
    }
}
