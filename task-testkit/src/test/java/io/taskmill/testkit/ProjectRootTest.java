package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRootTest {

    @TempDir
    Path root = Path.of("");

    private Path module = Path.of("");

    @BeforeEach
    void makeProject() throws IOException {
        Files.createFile(root.resolve("taskmill"));
        Files.createFile(root.resolve("pom.xml"));
        module = Files.createDirectories(root.resolve("task-api/target"));
        Files.createFile(root.resolve("task-api/pom.xml"));
    }

    @Test
    void isTheNearestDirectoryAboveThatHoldsTheScriptAndThePom() {
        assertThat(ProjectRoot.find(null, module)).contains(root);
        assertThat(ProjectRoot.find(null, root)).contains(root);
    }

    @Test
    void isWhatThePropertySaysIfItIsSet() {
        assertThat(ProjectRoot.find("/elsewhere/../there", module)).contains(Path.of("/there"));
        assertThat(ProjectRoot.find(" ", module)).contains(root);
    }

    @Test
    void isAbsentOutsideOfAProject() throws IOException {
        Files.delete(root.resolve("taskmill"));
        assertThat(ProjectRoot.find(null, module)).isEmpty();
    }

    @Test
    void holdsTheRunnableJarsOfItsModules() throws IOException {
        Path jar = Files.createFile(module.resolve("task-api-exec.jar"));
        assertThat(RunnableJars.of(root, "task-api")).isEqualTo(jar);
    }

    @Test
    void saysHowToBuildARunnableJarThatIsMissing() {
        assertThatThrownBy(() -> RunnableJars.of(root, "task-worker"))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("task-worker-exec.jar")
                .hasMessageContaining("run ./taskmill build first");
    }
}
