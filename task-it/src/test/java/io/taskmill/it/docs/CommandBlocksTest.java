package io.taskmill.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandBlocksTest {

    /** What a block of commands may look like when it is not marked as one, and so escapes the tests. */
    private static final Pattern COMMAND =
            Pattern.compile("^ {4}(\\./taskmill|curl|java|mvn|docker|helm|kubectl|rabbitmqctl|export [A-Z_]+=)( .*|$)");

    private static final Pattern OTHER_SHELL = Pattern.compile("^\\s*```(bash|shell|console|zsh|shell-session)\\s*$");

    @Test
    void blocksAreFoundWithTheCommentAboveThem() {
        List<CommandBlock> blocks = CommandBlocks.parse("page.md", """
                text
                ```sh
                one
                two
                ```
                <!-- not run: it never ends -->
                ```sh
                three
                ```
                ```json
                {}
                ```
                <!-- answers 422 -->
                ```sh
                four
                ```
                """.lines().toList());
        assertThat(blocks)
                .containsExactly(
                        new CommandBlock("page.md", 3, "one\ntwo", null, 200),
                        new CommandBlock("page.md", 8, "three", "it never ends", 200),
                        new CommandBlock("page.md", 15, "four", null, 422));
    }

    @Test
    void aBlockThatNothingClosesIsAnError() {
        assertThatThrownBy(() -> CommandBlocks.parse("page.md", List.of("```sh", "one")))
                .hasMessage("page.md:1 opens a block that nothing closes");
    }

    @Test
    void noPageHidesItsCommandsFromTheTest() throws IOException {
        Path root = ProjectRoot.find();
        List<String> hidden = new ArrayList<>();
        for (Path page : CommandBlocks.pages(root)) {
            boolean fenced = false;
            for (String line : Files.readAllLines(page)) {
                fenced ^= line.strip().startsWith("```");
                if (OTHER_SHELL.matcher(line).matches()
                        || (!fenced && COMMAND.matcher(line).matches())) {
                    hidden.add(root.relativize(page) + ": " + line);
                }
            }
        }
        assertThat(hidden).as("commands outside of ```sh").isEmpty();
    }
}
