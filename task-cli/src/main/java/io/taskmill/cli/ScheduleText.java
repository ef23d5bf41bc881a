package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.ScheduleView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Schedules for people. */
final class ScheduleText {

    private ScheduleText() {}

    /** One to a line. */
    static List<String> table(List<ScheduleView> schedules) {
        Table table = new Table("NAME", "STATUS", "WHEN", "TYPE", "NEXT", "RUNNING", "FIRED");
        for (ScheduleView schedule : schedules) {
            table.row(
                    schedule.name(),
                    or(schedule.status()),
                    when(schedule),
                    or(schedule.type()),
                    Times.text(schedule.next()),
                    Integer.toString(schedule.running()),
                    Long.toString(schedule.counts().getOrDefault("fired", 0L)));
        }
        return table.lines();
    }

    /** One of them, with what has become of its latest firings. */
    static List<String> whole(ScheduleView schedule) {
        List<String> lines = new ArrayList<>();
        lines.add(SafeText.line(schedule.name() + "  " + or(schedule.status())
                + (schedule.pauseReason() == null ? "" : " (" + schedule.pauseReason() + ")")));
        lines.add(SafeText.line("  when     " + when(schedule)));
        lines.add(SafeText.line("  task     " + or(schedule.type()) + ", overlap " + or(schedule.overlap())));
        lines.add("  next     " + Times.text(schedule.next()));
        lines.add(SafeText.line("  firings  "
                + String.join(
                        ", ",
                        new TreeMap<>(schedule.counts())
                                .entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .toList())));
        if (!schedule.recent().isEmpty()) {
            Table recent = new Table("FIRING", "OUTCOME", "TASK", "ENDED");
            schedule.recent()
                    .forEach(firing -> recent.row(
                            Times.text(firing.firing()), or(firing.outcome()), or(firing.task()), or(firing.ended())));
            lines.addAll(recent.lines());
        }
        return lines;
    }

    private static String when(ScheduleView schedule) {
        return schedule.cron() == null
                ? "every " + Times.text(schedule.every())
                : schedule.cron() + " " + or(schedule.zone());
    }

    private static String or(@Nullable String text) {
        return text == null ? Times.NONE : text;
    }
}
