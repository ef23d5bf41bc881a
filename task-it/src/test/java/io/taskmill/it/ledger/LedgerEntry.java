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
 * @param round which round was begun, from 0 on; 0 of everything else
 */
public record LedgerEntry(What what, String task, int epoch, long pid, long atMillis, int round) {

    /** What a handler did. */
    public enum What {
        START,
        ROUND,
        END,
        FAILED,
        INTERRUPTED
    }

    void append(Path ledger) throws IOException {
        String line = String.join(
                " ",
                what.name().toLowerCase(Locale.ROOT),
                task,
                Integer.toString(epoch),
                Long.toString(pid),
                Long.toString(atMillis),
                Integer.toString(round));
        // one small write in append mode: lines of several processes do not mix
        Files.write(
                ledger,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** All entries of a task, in order. */
    public static List<LedgerEntry> of(Path ledger, String task) {
        return all(ledger).stream().filter(entry -> entry.task().equals(task)).toList();
    }

    /** All entries, in order. */
    public static List<LedgerEntry> all(Path ledger) {
        try {
            return Files.notExists(ledger)
                    ? List.of()
                    : Files.readAllLines(ledger).stream()
                            .map(LedgerEntry::parse)
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
                Long.parseLong(parts[4]),
                Integer.parseInt(parts[5]));
    }
}
