package io.taskmill.it.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * One line of a ledger.
 *
 * @param pid the worker process
 * @param atMillis by the machine's clock, which all processes of a test share
 */
public record LedgerEntry(What what, String task, int epoch, long pid, long atMillis) {

    /** What a handler did. */
    public enum What {
        START,
        END,
        INTERRUPTED
    }

    void append(Path ledger) throws IOException {
        String line = String.join(
                " ",
                what.name().toLowerCase(Locale.ROOT),
                task,
                Integer.toString(epoch),
                Long.toString(pid),
                Long.toString(atMillis));
        // one small write in append mode: lines of several processes do not mix
        Files.write(
                ledger,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** All entries of a task, in order. */
    public static List<LedgerEntry> of(Path ledger, String task) {
        try {
            return Files.notExists(ledger)
                    ? List.of()
                    : Files.readAllLines(ledger).stream()
                            .map(LedgerEntry::parse)
                            .filter(entry -> entry.task().equals(task))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger " + ledger, e);
        }
    }

    private static LedgerEntry parse(String line) {
        String[] parts = line.split(" ", -1);
        return new LedgerEntry(
                What.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                parts[1],
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }
}
