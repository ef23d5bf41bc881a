package io.taskmill.api.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskmill.api.command.CommandAnswers;
import io.taskmill.api.command.CommandBody;
import io.taskmill.api.command.CommandController;
import io.taskmill.api.command.CommandIds;
import io.taskmill.api.command.CommandParser;
import io.taskmill.api.command.ReasonBody;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.schedule.Schedule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/schedules/{name}/pause}, {@code …/resume} and {@code …/run}. */
@RestController
class ScheduleActController {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final CommandParser parser = new CommandParser();
    private final ScheduleCommands commands;
    private final CommandIds ids;
    private final Clock clock;

    ScheduleActController(ScheduleCommands commands, CommandIds ids, Clock clock) {
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
    }

    @Operation(
            operationId = "pauseSchedule",
            summary = "Let a schedule fire no more for a while",
            description =
                    "Firings during the pause are not made up for. What waits for an earlier task's end is skipped.")
    @ReasonBody
    @ScheduleAnswer
    @Answers(
            value = {
                ProblemType.MALFORMED_SCHEDULE_NAME,
                ProblemType.MALFORMED_COMMAND_ID,
                ProblemType.MALFORMED,
                ProblemType.TOO_LARGE,
                ProblemType.UNKNOWN_SCHEDULE,
                ProblemType.NOT_ACCEPTED,
                ProblemType.OUTCOME_UNKNOWN,
                ProblemType.NOT_READY,
                ProblemType.STORE_UNAVAILABLE
            },
            plain = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
    @PostMapping(path = ScheduleNames.SCHEDULE + "/pause", produces = JSON)
    ResponseEntity<ScheduleView> pause(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        String schedule = ScheduleNames.parse(name);
        String command = CommandAnswers.told(ids.of(commandId), response);
        String reason = parser.reason(CommandBody.read(request, CommandBody.MAX_SMALL_BYTES));
        return answer(new PauseSchedule(schedule, command, null, clock.instant(), reason));
    }

    @Operation(
            operationId = "resumeSchedule",
            summary = "Let a schedule fire again",
            description = "From then on. One that is not paused stays as it is.")
    @ScheduleAnswer
    @Answers({
        ProblemType.MALFORMED_SCHEDULE_NAME,
        ProblemType.MALFORMED_COMMAND_ID,
        ProblemType.UNKNOWN_SCHEDULE,
        ProblemType.NOT_ACCEPTED,
        ProblemType.OUTCOME_UNKNOWN,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @PostMapping(path = ScheduleNames.SCHEDULE + "/resume", produces = JSON)
    ResponseEntity<ScheduleView> resume(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletResponse response) {
        String schedule = ScheduleNames.parse(name);
        String command = CommandAnswers.told(ids.of(commandId), response);
        return answer(new ResumeSchedule(schedule, command, null, clock.instant()));
    }

    @Operation(
            operationId = "runSchedule",
            summary = "Let a schedule fire once now",
            description = "Also while it is paused. What overlap says holds; recent shows what became of it.")
    @ScheduleAnswer
    @Answers({
        ProblemType.MALFORMED_SCHEDULE_NAME,
        ProblemType.MALFORMED_COMMAND_ID,
        ProblemType.UNKNOWN_SCHEDULE,
        ProblemType.NOT_ACCEPTED,
        ProblemType.OUTCOME_UNKNOWN,
        ProblemType.NOT_READY,
        ProblemType.STORE_UNAVAILABLE
    })
    @PostMapping(path = ScheduleNames.SCHEDULE + "/run", produces = JSON)
    ResponseEntity<ScheduleView> run(
            @Parameter(description = ScheduleNames.NAME, schema = @Schema(ref = "#/components/schemas/ScheduleName"))
                    @PathVariable
                    String name,
            @Parameter(description = CommandController.COMMAND)
                    @RequestHeader(name = CommandIds.HEADER, required = false)
                    @Nullable String commandId,
            HttpServletResponse response) {
        String schedule = ScheduleNames.parse(name);
        String command = CommandAnswers.told(ids.of(commandId), response);
        return answer(new RunSchedule(schedule, command, null, clock.instant()));
    }

    private ResponseEntity<ScheduleView> answer(ScheduleCommand command) {
        ScheduleCommands.Outcome outcome = commands.carryOut(command);
        Schedule schedule = Objects.requireNonNull(outcome.schedule(), "one that is not known is refused");
        return ResponseEntity.status(outcome.effective() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(ScheduleView.of(schedule));
    }
}
