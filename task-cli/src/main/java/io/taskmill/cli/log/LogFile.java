package io.taskmill.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody writes lines to, cuts off, or puts aside for a new one; no line is given twice. Used by one
 * thread.
 */
public final class LogFile implements AutoCloseable {

    /** What is longer is given in pieces. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path path;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private @Nullable SeekableByteChannel open;
    private @Nullable Object openedKey;

    public LogFile(Path path) {
        this.path = path;
    }

    /** The lines that are complete and were not given yet; none if the file is away for the moment. */
    public List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        readOn(lines);
        if (wasReplaced()) {
            readOn(lines); // what was written between reading and putting aside
            flushPartial(lines);
            close();
            readOn(lines);
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private void readOn(List<String> lines) throws IOException {
        SeekableByteChannel channel = channel();
        if (channel == null) {
            return;
        }
        if (channel.size() < channel.position()) {
            channel.position(0);
            partial.reset();
        }
        while (channel.read(chunk.clear()) > 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                take(chunk.get(), lines);
            }
        }
    }

    private void take(byte next, List<String> lines) {
        if (next == '\n' || partial.size() == MAX_LINE_BYTES) {
            flushPartial(lines);
        }
        if (next != '\n') {
            partial.write(next);
        }
    }

    private void flushPartial(List<String> lines) {
        if (partial.size() > 0) {
            lines.add(partial.toString(StandardCharsets.UTF_8));
            partial.reset();
        }
    }

    private @Nullable SeekableByteChannel channel() throws IOException {
        if (open == null) {
            try {
                openedKey = key();
                open = Files.newByteChannel(path);
            } catch (NoSuchFileException e) {
                return null; // between putting aside and beginning anew
            }
        }
        return open;
    }

    private boolean wasReplaced() throws IOException {
        try {
            return open != null && !Objects.equals(openedKey, key());
        } catch (NoSuchFileException e) {
            return false; // it is read on until there is a new one
        }
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
