package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.Pauses;
import io.taskmill.client.PausesChanged;

/** Prints what is paused. */
final class PauseText {

    private PauseText() {}

    static int list(ApiCommand command, Pauses pauses) {
        if (command.api().json()) {
            command.printJson(pauses.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("KIND", "NAME", "SINCE", "BY", "REASON");
        for (Pauses.Pause pause : pauses.items()) {
            table.row(
                    pause.kind(),
                    pause.name(),
                    Times.text(pause.since()),
                    pause.by() == null ? Times.NONE : pause.by(),
                    pause.reason() == null ? Times.NONE : pause.reason());
        }
        table.lines().forEach(command::print);
        return ExitCodes.DONE;
    }

    static int changed(ApiCommand command, PausesChanged changed) {
        int code = list(command, changed.pauses());
        if (!changed.applied()) {
            command.surroundings()
                    .err()
                    .println("taskmill: it is on its way and not done yet. See: ./taskmill pauses"
                            + SafeText.line(command.api().again()));
        }
        return code;
    }
}
