package io.taskmill.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a {@link JavaProcess}; may start several alike, one after the other or at once with a log file each. */
public final class JavaProcessBuilder {

    private final String name;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private List<String> program = List.of();
    private @Nullable Path log;

    JavaProcessBuilder(String name) {
        this.name = name;
    }

    /**
     * What to run.
     *
     * @param file a runnable jar, such as {@link RunnableJars#of}
     * @return this
     */
    public JavaProcessBuilder jar(Path file) {
        program = List.of("-jar", file.toString());
        return this;
    }

    /**
     * What to run, with the JVM arguments that it was trained with.
     *
     * @return this
     */
    public JavaProcessBuilder jar(TrainedJar trained) {
        jvmArguments(TrainedJar.jvm());
        jvmArguments("-XX:AOTCache=" + trained.cache());
        return jar(trained.jar());
    }

    /**
     * What to run, instead of a jar: a class on the class path of the test.
     *
     * @param main has a main method
     * @return this
     */
    public JavaProcessBuilder main(Class<?> main) {
        program = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return this;
    }

    /**
     * Where its standard output and error are appended; the file's directory must exist.
     *
     * @param file one that no other running process writes to
     * @return this
     */
    public JavaProcessBuilder log(Path file) {
        log = file;
        return this;
    }

    /**
     * Adds a variable to the environment, of which the rest is the test's own.
     *
     * @param variable its name
     * @param value its value
     * @return this
     */
    public JavaProcessBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * Adds variables to the environment, of which the rest is the test's own.
     *
     * @param variables values by name
     * @return this
     */
    public JavaProcessBuilder environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /**
     * Adds arguments for the JVM, before what it runs.
     *
     * @param added such as {@code -Xmx256m}
     * @return this
     */
    public JavaProcessBuilder jvmArguments(String... added) {
        jvmArguments.addAll(List.of(added));
        return this;
    }

    /**
     * Adds arguments for the program.
     *
     * @param added such as {@code --server.port=8080}
     * @return this
     */
    public JavaProcessBuilder arguments(String... added) {
        arguments.addAll(List.of(added));
        return this;
    }

    /**
     * Starts it with the {@code java} that runs the test.
     *
     * @return the process, which is not ready yet
     * @throws TestkitException if nothing to run or no log file was given
     */
    public JavaProcess start() {
        if (program.isEmpty() || log == null) {
            throw new TestkitException(
                    "Process " + name + " needs something to run and a log file before it can start");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder description = new ProcessBuilder(command);
        description.environment().putAll(environment);
        return JavaProcess.start(name, description, log);
    }
}
