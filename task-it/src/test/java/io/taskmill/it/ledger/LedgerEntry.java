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
 * @param round which round was begun, from 0 on, or which thing is undone; 0 of everything else
 * @param run its id, which is another one at each start
 */
public record LedgerEntry(
        What what, String task, int epoch, long pid, long atMillis, int round, String run, int attempt) {

    /** What a handler did. */
    public enum What {
        START,
        ROUND,
        END,
        FAILED,
        INTERRUPTED,
        UNDOING,
        UNDONE,
        /** An end step has begun. */
        END_STEP,
        /** It has come to its end. */
        END_STEP_DONE
    }

    void append(Path ledger) throws IOException {
        String line = String.join(
                " ",
                what.name().toLowerCase(Locale.ROOT),
                task,
                Integer.toString(epoch),
                Long.toString(pid),
                Long.toString(atMillis),
                Integer.toString(round),
                run,
                Integer.toString(attempt));
        // one small write in append mode: lines of several processes do not mix
        Files.write(
                ledger,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Lets all runs that work in rounds come to their end. */
    public static void close(Path ledger) {
        try {
            Files.createFile(closed(ledger));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the ledger " + ledger, e);
        }
    }

    /** From now on runs that work in rounds go on again. */
    public static void reopen(Path ledger) {
        try {
            Files.delete(closed(ledger));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reopen the ledger " + ledger, e);
        }
    }

    static boolean isClosed(Path ledger) {
        return Files.exists(closed(ledger));
    }

    private static Path closed(Path ledger) {
        return ledger.resolveSibling(ledger.getFileName() + ".closed");
    }

    /** All entries of a task, in order. */
    public static List<LedgerEntry> of(Path ledger, String task) {
        return all(ledger).stream().filter(entry -> entry.task().equals(task)).toList();
    }

    /** All entries, in order. */
    public static List<LedgerEntry> all(Path ledger) {
        try {
            String text = Files.exists(ledger) ? Files.readString(ledger) : "";
            // a line may be half written
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
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
                Integer.parseInt(parts[5]),
                parts[6],
                Integer.parseInt(parts[7]));
    }
}
