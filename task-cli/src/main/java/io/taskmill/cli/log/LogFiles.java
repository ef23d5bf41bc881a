package io.taskmill.cli.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The logs of a folder: a file {@code <process>.log} each. */
public final class LogFiles {

    private static final String SUFFIX = ".log";

    private final Path folder;

    public LogFiles(Path folder) {
        this.folder = folder;
    }

    /** The log of a process; empty if it has none. */
    public Optional<LogFile> find(String process) {
        return names().contains(process)
                ? Optional.of(new LogFile(folder.resolve(process + SUFFIX)))
                : Optional.empty();
    }

    /** The processes that have a log, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(LogFiles::isLog)
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the logs in " + folder, e);
        }
    }

    /** Tools leave logs there too, which are no JSON. An empty file is the one of a program that just starts. */
    private static boolean isLog(Path file) {
        if (!file.getFileName().toString().endsWith(SUFFIX) || !Files.isRegularFile(file)) {
            return false;
        }
        try (var content = Files.newInputStream(file)) {
            int first = content.read();
            return first < 0 || first == '{';
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
