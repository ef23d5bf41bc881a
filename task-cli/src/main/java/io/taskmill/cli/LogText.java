package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Times;
import io.taskmill.client.TaskLog;
import java.time.Instant;
import java.util.List;

/** A task's log for people: a heading for each run, and a line for each entry. */
final class LogText {

    private String heading = "";

    /** The next entry. */
    List<String> lines(TaskLog.Entry entry) {
        String of = "epoch " + entry.epoch() + ", run " + SafeText.line(entry.run());
        Instant at = entry.at();
        String line = (at == null ? Times.NONE : at.toString()) + "  " + SafeText.line(entry.text());
        if (of.equals(heading)) {
            return List.of(line);
        }
        heading = of;
        return List.of(of, line);
    }
}
