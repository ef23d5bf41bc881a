package io.taskmill.api.schedule;

import io.taskmill.api.body.Members;
import io.taskmill.api.body.Soundness;
import io.taskmill.api.body.StrictJson;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.submit.Templates;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a schedule is to do. Strict, as submissions are read. */
final class PlanParser {

    private static final String CRON = "cron";
    private static final String ZONE = "zone";
    private static final String EVERY = "every";
    private static final String TASK = "task";
    private static final String OVERLAP = "overlap";
    private static final String CATCH_UP = "catchUp";
    private static final String WINDOW = "catchUpWindow";
    private static final String JITTER = "jitter";
    private static final String START = "start";
    private static final String END = "end";
    private static final Set<String> MEMBERS =
            Set.of(CRON, ZONE, EVERY, TASK, OVERLAP, CATCH_UP, WINDOW, JITTER, START, END);

    private static final int MAX_TEXT = 64;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration DEFAULT_WINDOW = Duration.ofDays(1);

    private final StrictJson json = new StrictJson();
    private final Templates templates;
    private final Firings firings;

    PlanParser(Templates templates, Firings firings) {
        this.templates = templates;
        this.firings = firings;
    }

    /** @throws ApiException if it is none */
    AskedPlan parse(byte[] body) {
        String text = json.decode(body);
        List<Violation> violations = new ArrayList<>();
        JsonNode tree = Soundness.check(json.parse(text), "", violations);
        AskedPlan plan = null;
        if (violations.isEmpty() && tree instanceof ObjectNode root) {
            plan = read(text, root, new Members(root, "", MEMBERS, violations), violations);
        } else if (violations.isEmpty()) {
            violations.add(new Violation("", "must be an object"));
        }
        if (plan == null || !violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        return plan;
    }

    /** Null only with a violation. */
    private @Nullable AskedPlan read(String text, ObjectNode root, Members members, List<Violation> violations) {
        Instant start = members.instant(START);
        Instant end = members.instant(END);
        if (start != null && end != null && end.isBefore(start)) {
            members.note(END, "must not be before " + START + ", " + start);
        }
        Timing timing = timing(members, start);
        Overlap overlap = named(members, OVERLAP, Overlap::parse, Overlap.texts());
        CatchUp catchUp = catchUp(members);
        Duration jitter = members.duration(JITTER, Duration.ZERO, Plan.LONGEST_JITTER);
        Templates.Template template = null;
        if (root.get(TASK) instanceof ObjectNode task) {
            template = templates.read(json.rawMember(text, TASK).text(), task, "/" + TASK, violations);
        } else {
            members.note(TASK, "is required, and must be an object: what each firing submits");
        }
        return timing == null || template == null
                ? null
                : new AskedPlan(
                        timing,
                        template,
                        Objects.requireNonNullElse(overlap, Overlap.SKIP),
                        catchUp,
                        Objects.requireNonNullElse(jitter, Duration.ZERO),
                        start,
                        end);
    }

    private @Nullable Timing timing(Members members, @Nullable Instant start) {
        boolean sound = members.sound();
        String cron = members.text(CRON, Timing.LONGEST_EXPRESSION);
        String zone = members.text(ZONE, MAX_TEXT);
        Duration every = members.duration(EVERY, Timing.SHORTEST, Timing.LONGEST);
        if (sound && !members.sound()) {
            return null; // else the same place is told twice
        }
        if ((cron == null) == (every == null)) {
            members.note(cron == null ? CRON : EVERY, "either " + CRON + " or " + EVERY + " must be given");
            return null;
        }
        if (every != null) {
            if (zone != null) {
                members.note(ZONE, "goes with " + CRON + " only");
            }
            return new Timing.Every(every, start == null ? Instant.EPOCH : start);
        }
        ZoneId read = zone(members, zone);
        return cron == null || read == null ? null : cron(members, cron, read);
    }

    private @Nullable Timing cron(Members members, String expression, ZoneId zone) {
        try {
            Timing timing = new Timing.Cron(expression, zone);
            if (firings.after(timing, Instant.EPOCH).isEmpty()) {
                members.note(CRON, "is a time that never comes");
            }
            return timing;
        } catch (IllegalArgumentException e) {
            members.note(CRON, "is no cron expression: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable ZoneId zone(Members members, @Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            members.note(ZONE, "is no time zone that is known here, such as Europe/Berlin");
            return null;
        }
    }

    private static CatchUp catchUp(Members members) {
        CatchUp.Mode mode = named(members, CATCH_UP, CatchUp.Mode::parse, CatchUp.Mode.texts());
        Duration window = members.duration(WINDOW, SHORTEST, CatchUp.LONGEST_WINDOW);
        if (mode == CatchUp.Mode.ALL) {
            return new CatchUp(mode, Objects.requireNonNullElse(window, DEFAULT_WINDOW));
        }
        if (window != null) {
            members.note(WINDOW, "goes with " + CATCH_UP + " " + CatchUp.Mode.ALL.text() + " only");
        }
        return mode == CatchUp.Mode.NONE ? CatchUp.NONE : CatchUp.ONE;
    }

    private static <T> @Nullable T named(Members members, String name, Function<String, T> parse, String all) {
        String text = members.text(name, MAX_TEXT);
        try {
            return text == null ? null : parse.apply(text);
        } catch (IllegalArgumentException e) {
            members.note(name, "must be one of " + all);
            return null;
        }
    }
}
