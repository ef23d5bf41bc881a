package io.taskmill.api.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.body.BoundedBody;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.submit.Templates;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.schedule.Schedule;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/schedules/{name}/next} and {@code POST /api/v1/schedules/preview}: the firings that come next. */
@RestController
class PreviewController {

    private static final String COUNT = "count";
    private static final String COUNT_RULE = "a whole number of 1 to " + Preview.MOST;
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    /** Jitter is drawn by a schedule's name; one that is not stored has none yet. */
    private static final String NAMELESS = "preview";

    private final ScheduleCommands commands;
    private final PlanParser parser;
    private final Templates templates;
    private final Firings firings;
    private final Clock clock;
    private final int maxBody;

    PreviewController(
            ScheduleCommands commands, Templates templates, Firings firings, Clock clock, ApiProperties properties) {
        this.commands = commands;
        this.parser = new PlanParser(templates, firings);
        this.templates = templates;
        this.firings = firings;
        this.clock = clock;
        this.maxBody = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Operation(
            operationId = "nextFirings",
            summary = "Ask when a schedule fires next",
            description = "As if it was not paused, from now on.")
    @Parameter(
            name = COUNT,
            in = ParameterIn.QUERY,
            description = "How many firings to tell at most.",
            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "10"))
    @ApiResponse(
            responseCode = "200",
            description = "The firings that come next; fewer than were asked for if there are no more.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/NextFirings")))
    @Answers({
        ProblemType.MALFORMED_SCHEDULE_NAME,
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.UNKNOWN_SCHEDULE,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = ScheduleNames.SCHEDULE + "/next", produces = JSON)
    Preview next(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            HttpServletRequest request) {
        int count = count(Query.of(request.getParameterMap(), List.of(COUNT)).get(COUNT));
        Schedule schedule = commands.find(ScheduleNames.parse(name));
        return Preview.of(schedule.name(), schedule.plan(), firings, clock.instant(), count);
    }

    @Operation(
            operationId = "previewSchedule",
            summary = "Ask when a schedule would fire that is not stored",
            description = "It is checked as if it was to be stored. Its ten next firings; jitter is drawn anew for each"
                    + " name.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Plan"))))
    @ApiResponse(
            responseCode = "200",
            description = "The firings that would come next.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/NextFirings")))
    @Answers(
            value = {
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TYPE,
                ProblemType.INVALID_PARAMS,
                ProblemType.INVALID_POLICY,
                ProblemType.BROKEN_TYPE,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = ScheduleNames.SCHEDULES + "/preview", consumes = JSON, produces = JSON)
    Preview preview(HttpServletRequest request) {
        AskedPlan asked = parser.parse(BoundedBody.read(request, maxBody));
        Instant now = clock.instant();
        return Preview.of(
                NAMELESS, asked.with(templates.checked(asked.template(), now)), firings, now, Preview.DEFAULT);
    }

    private static int count(@Nullable String text) {
        if (text == null) {
            return Preview.DEFAULT;
        }
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= Preview.MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static ApiException malformed(String text) {
        return ApiException.of(
                        ProblemType.MALFORMED_LIMIT, COUNT + " is '" + text + "' but must be " + COUNT_RULE + ".")
                .with("name", COUNT)
                .with("value", text)
                .with("rule", COUNT_RULE);
    }
}
