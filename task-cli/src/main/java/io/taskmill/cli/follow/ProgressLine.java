package io.taskmill.cli.follow;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Times;
import io.taskmill.cli.text.Width;
import io.taskmill.client.TaskView;
import java.time.Duration;
import java.util.Locale;

/** Where a task is, in one line. */
public final class ProgressLine {

    private static final int BAR = 30;
    private static final int NARROW_BAR = 10;
    private static final int NARROW = 80;

    private ProgressLine() {}

    /** With a bar, cut to what a terminal has room for; the last column stays free, else some terminals break the line. */
    static String withBar(TaskView task, int columns) {
        int progress = task.course() == null ? 0 : task.course().progress();
        return Width.cut(bar(progress, columns < NARROW ? NARROW_BAR : BAR) + " " + plain(task), columns - 1);
    }

    /** Without a bar, in full. */
    static String plain(TaskView task) {
        TaskView.Course course = task.course();
        if (course == null) {
            return "not recorded yet";
        }
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%3d %%  %s", course.progress(), SafeText.line(course.state())));
        String why = PhaseText.brief(task);
        String text = why == null ? course.message() : why;
        if (text != null) {
            line.append("  ").append(SafeText.line(text));
        }
        TaskView.Times times = task.times();
        if (times.duration() != null) {
            line.append("  ").append(Times.text(times.duration()));
        }
        Duration left = times.left();
        if (left != null && !task.ended()) {
            line.append(", about ").append(Times.text(left)).append(" left");
        }
        return line.toString();
    }

    /** A bar of so many cells; full only at 100. */
    public static String bar(int progress, int cells) {
        int full = progress * cells / 100;
        return "[" + "#".repeat(full) + "-".repeat(cells - full) + "]";
    }
}
