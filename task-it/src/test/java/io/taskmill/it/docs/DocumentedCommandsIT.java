package io.taskmill.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.Mill;
import io.taskmill.simulator.Simulator;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the pages tell their readers to run, each page's blocks one after the other in one shell. */
class DocumentedCommandsIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Path ROOT = ProjectRoot.find();
    private static final List<CommandBlock> BLOCKS = CommandBlocks.pages(ROOT).stream()
            .flatMap(page -> CommandBlocks.of(ROOT, page).stream())
            .toList();

    /** Where the pages say that the API is. */
    private static final String DOCUMENTED = "http://127.0.0.1:8080";

    /** Where the pages say that the simulator is. */
    private static final String DOCUMENTED_SIMULATOR = "http://127.0.0.1:8090";

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    static Path stateFolder = Path.of("");

    private static @Nullable Simulator simulator;

    /** Requests must be answered as the page says; the shell stops at the first command that fails. */
    private static final String PRELUDE = """
            set -euo pipefail
            answers=200
            curl() {
              local status
              status=$(command curl -sS --max-time 20 -o answer -w '%{http_code}' "$@")
              cat answer
              echo
              if [[ $answers == 200 && $status != 2?? ]] || [[ $answers != 200 && $status != "$answers" ]]; then
                echo "answered $status, but the page expects $answers" >&2
                return 1
              fi
            }
            """;

    @BeforeAll
    static void start() {
        simulator = new Simulator(0, stateFolder.resolve("simulator.json"));
        MILL.with("TASKMILL_STORAGE_CLUSTER", simulator.address().toString());
        MILL.startOneOfEach();
    }

    @AfterAll
    static void stopSimulator() {
        Objects.requireNonNull(simulator).close();
    }

    @AfterAll
    static void count() {
        long notRun = BLOCKS.stream().filter(block -> block.notRun() != null).count();
        System.out.println("documented commands: " + BLOCKS.size() + " blocks, " + (BLOCKS.size() - notRun)
                + " run here, " + notRun + " with a reason why not");
    }

    @TestFactory
    Stream<DynamicTest> theCommandsOf(@TempDir Path folder) {
        return BLOCKS.stream()
                .filter(block -> block.notRun() == null)
                .map(CommandBlock::page)
                .distinct()
                .map(page -> DynamicTest.dynamicTest(page, () -> run(page, folder)));
    }

    private static void run(String page, Path folder) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(PRELUDE);
        for (CommandBlock block : BLOCKS) {
            if (block.page().equals(page) && block.notRun() == null) {
                script.append("echo '== ")
                        .append(block.place())
                        .append("'\nanswers=")
                        .append(block.answers());
                script.append('\n')
                        .append(block.commands()
                                .replace(DOCUMENTED, api())
                                .replace(
                                        DOCUMENTED_SIMULATOR,
                                        Objects.requireNonNull(simulator)
                                                .address()
                                                .toString()))
                        .append('\n');
            }
        }
        Path work = Files.createTempDirectory(folder, "page");
        Files.createSymbolicLink(work.resolve("taskmill"), ROOT.resolve("taskmill"));
        Path commands = Files.writeString(work.resolve("commands.sh"), script);
        Path output = work.resolve("output");
        ProcessBuilder shell = new ProcessBuilder("bash", commands.toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("TASKMILL_ADDRESS", api());
        Process process = shell.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends: %s", Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String api() {
        return MILL.address("api").toString();
    }
}
