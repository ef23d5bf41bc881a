package io.taskmill.messaging.dead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeepTest {

    @Test
    void ofEqualLettersTheFirstOnesBodyIsKept() {
        Keep keep = Keep.firstOf(letter("a", 1).id());
        assertThat(keep.body(letter("b", 1))).isFalse();
        assertThat(keep.body(letter("a", 1))).isTrue();
        assertThat(keep.body(letter("a", 1))).isFalse();
    }

    @Test
    void bodiesAreKeptUpToABoundAndNoneBehindTheFirstThatIsNot() {
        Keep keep = Keep.upTo(10);
        assertThat(keep.body(letter("a", 6))).isTrue();
        assertThat(keep.body(letter("b", 4))).isTrue();
        assertThat(keep.body(letter("c", 1))).isFalse();
        assertThat(keep.body(letter("d", 0))).isFalse();
    }

    @Test
    void oneBodyIsKeptHoweverLargeItIs() {
        Keep keep = Keep.upTo(10);
        assertThat(keep.body(letter("a", 11))).isTrue();
        assertThat(keep.body(letter("b", 1))).isFalse();
    }

    private static DeadLetter letter(String reason, int size) {
        byte[] body = new byte[size];
        return new DeadLetter(LetterId.of(null, reason, null, body), reason, null, null, size, body, true);
    }
}
