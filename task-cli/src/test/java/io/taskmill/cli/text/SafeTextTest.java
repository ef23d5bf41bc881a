package io.taskmill.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void noControlCharacterIsLeft() {
        StringBuilder all = new StringBuilder();
        for (int character = 0; character < 0x100; character++) {
            all.appendCodePoint(character);
        }

        String safe = SafeText.line(all.toString());

        assertThat(safe.codePoints().filter(Character::isISOControl)).isEmpty();
        assertThat(safe).hasSize(0x100).contains(" !\"#", "~\ufffd", "\u00a0\u00a1");
    }

    @Test
    void whatTurnsTheDirectionOfWritingIsReplacedToo() {
        assertThat(SafeText.line("a\u202eb\u2066c\u2028d\ud800")).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd");
    }

    @Test
    void otherTextIsLeftAlone() {
        assertThat(SafeText.line("Круг 2 из 5 — 好 \ud83d\ude00\tx")).isEqualTo("Круг 2 из 5 — 好 \ud83d\ude00 x");
    }

    @Test
    void jsonBecomesOneLineThatSaysTheSame() {
        assertThat(SafeText.json("{\n\t\"a\": \"\u009b\u007fй\\n\"\r\n}\n"))
                .isEqualTo("{  \"a\": \"\\u009b\\u007fй\\n\"  }");
    }
}
