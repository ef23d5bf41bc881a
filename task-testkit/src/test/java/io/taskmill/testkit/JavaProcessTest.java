package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path directory = Path.of("");

    private final int port = FreePorts.next();
    private final URI ready = URI.create("http://127.0.0.1:" + port + "/ready");
    private Path jar = Path.of("");

    @BeforeEach
    void packProgram() throws IOException {
        jar = TinyProgram.jar(directory);
    }

    @Test
    void runsUntilItIsAskedToEnd() {
        try (JavaProcess process = program("serve").start()) {
            process.awaitReady(ready, PATIENCE);
            assertThat(process.isAlive()).isTrue();
            assertThat(process.logs()).contains("mode serve in a test", "serving");
            assertThat(process.residentBytes()).isGreaterThan(5_000_000);
            process.terminate();
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
        }
    }

    @Test
    void endsAtOnceWhenKilled() {
        try (JavaProcess process = program("cling").start()) {
            process.awaitReady(ready, PATIENCE);
            process.kill();
            assertThat(process.isAlive()).isFalse();
            assertThat(process.awaitExit(Duration.ZERO)).isEqualTo(KILLED);
        }
    }

    @Test
    void freezesAndGoesOn() {
        try (JavaProcess process = program("serve").start()) {
            process.awaitReady(ready, PATIENCE);
            process.suspend();
            await().until(() -> stateOf(process) == 'T');
            assertThat(process.isAlive()).isTrue();
            process.resume();
            process.awaitReady(ready, PATIENCE);
        }
    }

    @Test
    void endsWithItsBlockEvenWhenFrozen() {
        JavaProcess process = program("serve").start();
        try (process) {
            process.awaitReady(ready, PATIENCE);
            process.suspend();
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void showsTheEndOfItsLogWhenItDiesBeforeItIsReady() {
        try (JavaProcess process = program("fail").start()) {
            assertThatThrownBy(() -> process.awaitReady(ready, PATIENCE))
                    .isInstanceOf(TestkitException.class)
                    .hasMessageContaining("ended with 3 before " + ready)
                    .hasMessageEndingWith("line 60")
                    .hasMessageContaining("line 21\n")
                    .hasMessageNotContaining("line 20\n");
        }
    }

    @Test
    void showsTheEndOfItsLogWhenItIsNotReadyInTime() {
        try (JavaProcess process = program("serve").start()) {
            process.awaitReady(ready, PATIENCE);
            assertThatThrownBy(() -> process.awaitReady(ready.resolve("/nowhere"), Duration.ofMillis(200)))
                    .hasMessageContaining("did not answer")
                    .hasMessageEndingWith("serving");
        }
    }

    @Test
    void reportsWhenItStillRunsAfterTheWait() {
        try (JavaProcess process = program("serve").start()) {
            assertThatThrownBy(() -> process.awaitExit(Duration.ofMillis(1)))
                    .isInstanceOf(TestkitException.class)
                    .hasMessageContaining("tiny (process " + process.pid());
        }
    }

    @Test
    void leavesOutWhatAnEarlierProcessWroteIntoItsLog() throws IOException {
        JavaProcessBuilder program = program("fail");
        program.start().awaitExit(PATIENCE);
        JavaProcess second = program.start();
        second.awaitExit(PATIENCE);
        assertThat(second.logs()).hasSize(61);
        assertThat(Files.readAllLines(directory.resolve("tiny.log"))).hasSize(122);
    }

    @Test
    void needsAJarAndALog() {
        assertThatThrownBy(() -> JavaProcess.named("bare").jar(jar).start())
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("bare needs something to run and a log file");
    }

    private JavaProcessBuilder program(String mode) {
        return JavaProcess.named("tiny")
                .jar(jar)
                .log(directory.resolve("tiny.log"))
                .environment("TINY_PLACE", "a test")
                .jvmArguments("-XX:TieredStopAtLevel=1", "-Xmx64m")
                .arguments(mode, Integer.toString(port));
    }

    /** The state letter follows the name in parentheses, see proc(5). */
    private static char stateOf(JavaProcess process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
