package io.taskmill.it.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;

/** A file of one line for each thing that has happened, written as it happens and kept for whoever looks into a finding. */
final class Lines implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;

    private Lines(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    static Lines appendTo(Path file) {
        try {
            return new Lines(file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    synchronized void add(String line) {
        try {
            writer.write(line);
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static <T> List<T> read(Path file, Function<String[], T> parser) {
        try {
            return Files.notExists(file)
                    ? List.of()
                    : Files.readAllLines(file).stream()
                            .map(line -> parser.apply(line.split(" ", -1)))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
