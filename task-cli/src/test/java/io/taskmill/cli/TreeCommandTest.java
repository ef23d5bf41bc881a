package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeCommandTest {

    private static final String FIRST = """
            {"items":[{"id":"p","depth":0,"type":"FAMILY","typeName":"Family","recorded":true,"state":"IN_PROGRESS",
            "phase":"WAITING_CHILDREN","progress":50},{"id":"c","parent":"p","depth":1,"index":0,"name":"disk\\u001b 1",
            "type":"COUNT","typeName":"Count","recorded":true,"state":"FINISHED","phase":"DONE","progress":100}],"next":"r.0-0"}
            """;

    private static final String LAST = """
            {"items":[{"id":"d","parent":"p","depth":1,"index":1,"type":"COUNT","typeName":"Count","recorded":false,
            "state":"PENDING"}]}
            """;

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aFamilyIsShownPageByPageEachChildBelowItsParent() {
        shell.api.answer(200, FIRST);
        shell.api.answer(200, LAST);

        Ran ran = shell.run("tree", "p");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).hasSize(3);
        assertThat(ran.outLines().get(0)).isEqualTo("p  FAMILY  IN_PROGRESS 50%");
        assertThat(ran.outLines().get(1))
                .startsWith("  c  COUNT  FINISHED 100%  disk")
                .doesNotContain("\u001b");
        assertThat(ran.outLines().get(2)).isEqualTo("  d  COUNT  PENDING 0%");
    }

    @Test
    void withoutAnIdItSaysHowItIsCalled() {
        assertThat(shell.run("tree", " ").code()).isEqualTo(ExitCodes.USAGE);
    }
}
