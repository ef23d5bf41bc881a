package io.taskmill.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The project's root: the directory that holds the script {@code taskmill} and the parent {@code pom.xml}. */
public final class ProjectRoot {

    /** Names the root outright; Maven sets it for integration tests. */
    static final String PROPERTY = "taskmill.root";

    private ProjectRoot() {}

    /**
     * The system property {@code taskmill.root} if it is set, else the nearest such directory above the working
     * directory.
     *
     * @return an absolute path
     * @throws TestkitException if there is none
     */
    public static Path find() {
        String property = System.getProperty(PROPERTY);
        Path start = Path.of("").toAbsolutePath();
        return find(property, start)
                .orElseThrow(() -> new TestkitException("No directory at or above " + start
                        + " holds both taskmill and pom.xml: run inside the project or set -D" + PROPERTY));
    }

    static Optional<Path> find(@Nullable String property, Path start) {
        if (property != null && !property.isBlank()) {
            return Optional.of(Path.of(property).toAbsolutePath().normalize());
        }
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("taskmill"))
                    && Files.isRegularFile(directory.resolve("pom.xml"))) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }
}
