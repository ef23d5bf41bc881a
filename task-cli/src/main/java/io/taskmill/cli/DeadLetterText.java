package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.ActedOn;
import io.taskmill.client.DeadLetters;
import io.taskmill.client.WholeLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How dead letters are told to people. */
final class DeadLetterText {

    private DeadLetterText() {}

    /** Prints a list, and gives the exit code. */
    static int list(ApiCommand command, DeadLetters dead) {
        if (command.api().json()) {
            command.printJson(dead.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("ID", "BURIED", "ORIGIN", "REASON", "SIZE");
        for (DeadLetters.DeadLetter letter : dead.items()) {
            table.row(
                    orNone(letter.id()),
                    Times.text(letter.buried()),
                    orNone(letter.origin()),
                    orNone(letter.reason()),
                    Long.toString(letter.size()));
        }
        table.lines().forEach(command::print);
        if (dead.total() > dead.items().size()) {
            command.surroundings()
                    .err()
                    .println("taskmill: " + dead.items().size() + " of " + dead.total() + " dead letters");
        }
        return ExitCodes.DONE;
    }

    /** What is known of it, then its body line by line. */
    static List<String> whole(WholeLetter whole) {
        DeadLetters.DeadLetter letter = whole.letter();
        List<String> lines = new ArrayList<>();
        lines.add("id      " + SafeText.line(orNone(letter.id())));
        lines.add("buried  " + Times.text(letter.buried()));
        lines.add("origin  " + SafeText.line(orNone(letter.origin())));
        lines.add("reason  " + SafeText.line(orNone(letter.reason())));
        lines.add("task    " + SafeText.line(orNone(whole.task())));
        lines.add("size    " + letter.size() + (whole.truncated() ? ", not all of it is shown" : ""));
        lines.add("body    " + SafeText.line(orNone(whole.encoding())));
        String body = whole.body() == null ? "" : whole.body();
        body.lines().map(line -> "        " + SafeText.line(line)).forEach(lines::add);
        return lines;
    }

    /**
     * Prints what became of letters, and gives the exit code.
     *
     * @param done such as {@code replayed}
     */
    static int acted(ApiCommand command, ActedOn acted, String done) {
        if (command.api().json()) {
            command.printJson(acted.json());
        } else {
            command.print(acted.done() + " " + done);
            if (acted.left() > 0) {
                command.surroundings()
                        .err()
                        .println("taskmill: " + acted.left() + " left: " + SafeText.line(reasons(acted.reasons())));
            }
        }
        return acted.left() == 0 ? ExitCodes.DONE : ExitCodes.ENDED_OTHERWISE;
    }

    private static String reasons(Map<String, Long> reasons) {
        return new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String orNone(@Nullable String text) {
        return text == null ? Times.NONE : text;
    }
}
