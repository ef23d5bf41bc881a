package io.taskmill.it.configuration;

import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.TrainedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Single programs with an environment of the test's own, ended after each test. */
final class Programs implements AfterEachCallback {

    /** A program and where it listens. */
    record Program(JavaProcess process, int port) {}

    private final List<JavaProcess> running = new ArrayList<>();

    Program start(String module, Map<String, String> environment) throws IOException {
        Path folder = ProjectRoot.find().resolve("task-it/target/it-logs/configuration");
        Files.createDirectories(folder);
        int port = FreePorts.next();
        JavaProcess process = JavaProcess.named(module)
                .jar(TrainedJar.of(module))
                .log(folder.resolve(module + "-" + port + ".log"))
                .environment("SERVER_PORT", Integer.toString(port))
                .environment("SERVER_ADDRESS", "127.0.0.1")
                .environment(environment)
                .start();
        running.add(process);
        return new Program(process, port);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running.forEach(JavaProcess::close);
        running.clear();
    }
}
