package io.taskmill.api.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.body.BoundedBody;
import io.taskmill.api.command.CommandAnswers;
import io.taskmill.api.command.CommandController;
import io.taskmill.api.command.CommandIds;
import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Startup;
import io.taskmill.api.submit.Templates;
import io.taskmill.model.Names;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.model.schedule.ScheduleTransition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/schedules}: makes, replaces, shows and deletes schedules. */
@RestController
class ScheduleController {

    static final String APPLIED = "It has come to pass; the schedule after it.";
    static final String UNDER_WAY =
            "The broker has confirmed the command, and within a second the schedule did not show"
                    + " its effect; the schedule as last read, or as it will be.";

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Startup startup;
    private final ScheduleCommands commands;
    private final CommandIds ids;
    private final PlanParser parser;
    private final Templates templates;
    private final Firings firings;
    private final Clock clock;
    private final int maxBody;

    ScheduleController(
            Startup startup,
            ScheduleCommands commands,
            CommandIds ids,
            Templates templates,
            Firings firings,
            Clock clock,
            ApiProperties properties) {
        this.startup = startup;
        this.commands = commands;
        this.ids = ids;
        this.parser = new PlanParser(templates, firings);
        this.templates = templates;
        this.firings = firings;
        this.clock = clock;
        this.maxBody = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Operation(
            operationId = "putSchedule",
            summary = "Make or replace a schedule",
            description = "What was to fire until then is decided by what it was before. One that is paused stays so.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Plan"))))
    @ScheduleAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_SCHEDULE_NAME,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_TYPE,
                ProblemType.INVALID_PARAMS,
                ProblemType.INVALID_POLICY,
                ProblemType.BROKEN_TYPE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PutMapping(path = ScheduleNames.SCHEDULE, consumes = JSON, produces = JSON)
    ResponseEntity<ScheduleView> put(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response) {
        String schedule = ScheduleNames.parse(name);
        String command = CommandAnswers.told(ids.of(commandId), response);
        AskedPlan asked = parser.parse(BoundedBody.read(request, maxBody));
        TaskIds taskIds = startup.installed().ids();
        Instant now = clock.instant();
        PutSchedule put =
                new PutSchedule(schedule, command, null, now, asked.with(templates.checked(asked.template(), now)));
        ScheduleCommands.Outcome outcome = commands.carryOut(put);
        Schedule shown = outcome.schedule() == null || outcome.schedule().deleted() != null
                ? Objects.requireNonNull(ScheduleTransition.apply(null, put, now, new ScheduleRules(firings, taskIds)))
                : outcome.schedule();
        return ResponseEntity.status(outcome.effective() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(ScheduleView.of(shown));
    }

    @Operation(
            operationId = "deleteSchedule",
            summary = "Delete a schedule",
            description = "It fires no more. The tasks that it has made stay.")
    @ApiResponse(
            responseCode = "204",
            description = "It is gone.",
            headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
            content = @Content)
    @ApiResponse(
            responseCode = "202",
            description = UNDER_WAY,
            headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Schedule")))
    @Answers({
        ProblemType.MALFORMED_SCHEDULE_NAME,
        ProblemType.MALFORMED_COMMAND_ID,
        ProblemType.UNKNOWN_SCHEDULE,
        ProblemType.NOT_ACCEPTED,
        ProblemType.OUTCOME_UNKNOWN,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @DeleteMapping(path = ScheduleNames.SCHEDULE, produces = JSON)
    ResponseEntity<ScheduleView> delete(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletResponse response) {
        String schedule = ScheduleNames.parse(name);
        String command = CommandAnswers.told(ids.of(commandId), response);
        ScheduleCommands.Outcome outcome =
                commands.carryOut(new DeleteSchedule(schedule, command, null, clock.instant()));
        return outcome.effective() || outcome.schedule() == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.ACCEPTED).body(ScheduleView.of(outcome.schedule()));
    }

    @Operation(operationId = "getSchedule", summary = "Ask for a schedule")
    @ApiResponse(
            responseCode = "200",
            description = "The schedule.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Schedule")))
    @Answers({
        ProblemType.MALFORMED_SCHEDULE_NAME,
        ProblemType.UNKNOWN_SCHEDULE,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = ScheduleNames.SCHEDULE, produces = JSON)
    ScheduleView schedule(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name) {
        return ScheduleView.of(commands.find(ScheduleNames.parse(name)));
    }

    @Operation(
            operationId = "listSchedules",
            summary = "List schedules by name",
            description = "Follow next until it is absent.")
    @Parameter(
            name = LIMIT,
            in = ParameterIn.QUERY,
            description = "How many schedules a page has at most.",
            schema = @Schema(ref = "#/components/schemas/Limit"))
    @Parameter(
            name = CURSOR,
            in = ParameterIn.QUERY,
            description = "next of the page before; without it, the first page.",
            schema = @Schema(ref = "#/components/schemas/Cursor"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of schedules.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/SchedulePage")))
    @Answers({
        ProblemType.MALFORMED_QUERY,
        ProblemType.MALFORMED_LIMIT,
        ProblemType.MALFORMED_CURSOR,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @GetMapping(path = ScheduleNames.SCHEDULES, produces = JSON)
    SchedulePage schedules(HttpServletRequest request) {
        Map<String, String> query = Query.of(request.getParameterMap(), List.of(LIMIT, CURSOR));
        int limit = Limit.parse(query.get(LIMIT));
        List<Schedule> found = startup.installed().schedules().page(cursor(query.get(CURSOR)), limit + 1);
        return new SchedulePage(
                found.stream().limit(limit).map(ScheduleView::of).toList(),
                found.size() > limit ? found.get(limit - 1).name() : null);
    }

    private static @Nullable String cursor(@Nullable String cursor) {
        try {
            return cursor == null ? null : Names.requireSchedule(cursor);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ProblemType.MALFORMED_CURSOR, "A cursor is what a page gave as next, unchanged.", e);
        }
    }
}
