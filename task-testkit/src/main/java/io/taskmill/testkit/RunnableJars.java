package io.taskmill.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The runnable jars that the build leaves beside each program's module. */
public final class RunnableJars {

    private RunnableJars() {}

    /**
     * The runnable jar of a program, for {@link JavaProcessBuilder#jar}.
     *
     * @param module the module's name, such as {@code task-api}
     * @return an absolute path of a file that exists
     * @throws TestkitException if the project has not been built
     */
    public static Path of(String module) {
        return of(ProjectRoot.find(), module);
    }

    static Path of(Path root, String module) {
        Path jar = root.resolve(module).resolve("target").resolve(module + "-exec.jar");
        if (!Files.isRegularFile(jar)) {
            throw new TestkitException("No runnable jar of " + module + " at " + jar + ": run ./taskmill build first");
        }
        return jar;
    }
}
