package io.taskmill.api.catalog;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.Language;
import io.taskmill.api.types.TypeCatalog;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/task-types}: what submissions are held against, so also while the store is away. */
@RestController
class CatalogController {

    private final Startup startup;
    private final TypeCatalog types;

    CatalogController(Startup startup, TypeCatalog types) {
        this.startup = startup;
        this.types = types;
    }

    @Operation(
            operationId = "listTaskTypes",
            summary = "List the types of task, by name",
            description = "Those that workers have announced; a new one appears within some five seconds.")
    @ApiResponse(
            responseCode = "200",
            description = "All types.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/TaskTypePage")))
    @Answers(ProblemType.NOT_READY)
    @GetMapping(path = "/api/v1/task-types", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskTypePage> taskTypes(Locale locale) {
        var _ = startup.installed(); // no type was read before that is known
        Language language = Language.of(locale);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(TaskTypePage.of(types.all(), language));
    }
}
