package io.taskmill.model.journal;

import io.taskmill.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Ids of entries: the instant, then what tells the entry from others of that instant. They are derived from what has
 * happened, so that telling it once more adds nothing, and sort by time, so that a page needs no other order.
 */
public final class JournalIds {

    private static final String SEPARATOR = "~";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}~[A-Za-z0-9._~-]{1,200}");

    private JournalIds() {}

    /** Whether an entry's id may be such a text. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** What sorts before the ids of all entries of that instant and later ones. */
    public static String from(Instant at) {
        return String.format(Locale.ROOT, "%012x", Math.max(0, at.toEpochMilli()));
    }

    /** @param rest what else there is to it: two entries that are alike in all of it are one */
    static String ofTask(Instant at, TaskId task, int epoch, JournalKind kind, @Nullable String... rest) {
        return join(from(at), task.toString(), Integer.toString(epoch), kind.name(), digest(rest));
    }

    /** @param command the id of the command, which its sender may have chosen */
    static String ofCommand(Instant at, JournalKind kind, String command, String name) {
        return join(from(at), kind.name(), command, digest(name));
    }

    private static String join(String... parts) {
        return String.join(SEPARATOR, parts);
    }

    private static String digest(@Nullable String... parts) {
        CRC32 crc = new CRC32();
        String text = Stream.of(parts)
                .map(part -> part == null ? "-" : part.length() + ":" + part)
                .collect(Collectors.joining());
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
