package io.taskmill.model.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Pause;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.PauseCommand.ResumeWork;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.pause.PausesTransition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalActsTest {

    private static final Instant AT = Instant.parse("2031-05-04T12:00:00.123Z");

    private static PauseWork pause(String id, String type) {
        return new PauseWork(Pause.Kind.TYPE, type, id, "ada", "repairs", AT);
    }

    private static Optional<JournalEntry> told(Pauses known, PauseCommand command) {
        return JournalActs.of(command, PausesTransition.apply(known, command));
    }

    @Test
    void aGatesLimitIsToldWithWhoHasSetIt() {
        JournalEntry entry = JournalActs.of(new LimitGate("pool:7", "c-1", "ada", AT, 3));

        assertThat(entry.kind()).isEqualTo(JournalKind.GATE_LIMITED);
        assertThat(entry.actor()).isEqualTo("ada");
        assertThat(entry.entity()).isEqualTo(new EntityRef("gate", "pool:7"));
        assertThat(entry.args()).isEqualTo(Map.of("name", "pool:7", "limit", "3"));
        assertThat(entry.task()).isNull();
        assertThat(JournalActs.of(new LimitGate("pool:7", "c-1", "ada", AT, null))
                        .args())
                .doesNotContainKey("limit");
    }

    @Test
    void oneCommandIsOneEntryAndTwoThatShareAnIdAreTwo() {
        LimitGate limit = new LimitGate("pool:7", "c-1", "ada", AT, 3);
        assertThat(JournalActs.of(limit)).isEqualTo(JournalActs.of(limit));
        assertThat(JournalActs.of(new LimitGate("pool:8", "c-1", "ada", AT, 3)).id())
                .isNotEqualTo(JournalActs.of(limit).id());
    }

    @Test
    void aPauseIsToldWhenItIsAppliedAndWhenItIsRepeatedAndNotIfItWasSoAlready() {
        PauseWork pause = pause("c-1", "COUNT");
        JournalEntry first = told(Pauses.NONE, pause).orElseThrow();
        Pauses paused = PausesTransition.apply(null, pause).pauses();

        assertThat(first.kind()).isEqualTo(JournalKind.PAUSED);
        assertThat(first.type()).isEqualTo("COUNT");
        assertThat(first.args()).isEqualTo(Map.of("target", "type", "name", "COUNT", "reason", "repairs"));
        assertThat(told(paused, pause)).contains(first);
        assertThat(told(paused, pause("c-2", "COUNT"))).isEmpty();
    }

    @Test
    void aResumeOfAPoolIsToldAsWhatItIs() {
        Pauses paused = PausesTransition.apply(null, new PauseWork(Pause.Kind.POOL, "heavy", "c-1", "ada", null, AT))
                .pauses();
        ResumeWork resume = new ResumeWork(Pause.Kind.POOL, "heavy", "c-2", "bob", null, AT);

        assertThat(told(paused, resume)).hasValueSatisfying(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.RESUMED);
            assertThat(entry.actor()).isEqualTo("bob");
            assertThat(entry.entity()).isEqualTo(new EntityRef("worker-pool", "heavy"));
        });
        assertThat(told(Pauses.NONE, resume)).isEmpty();
    }

    @Test
    void whatWasRefusedIsNotToldAlsoWhenItComesAgain() {
        Pauses full = Pauses.NONE;
        for (PauseWork pause : IntStream.range(0, Pauses.MOST)
                .mapToObj(number -> pause("c-" + number, "T" + number))
                .toList()) {
            full = PausesTransition.apply(full, pause).pauses();
        }
        PauseWork oneMore = pause("more", "COUNT");
        assertThat(told(full, oneMore)).isEmpty();
        assertThat(told(PausesTransition.apply(full, oneMore).pauses(), oneMore))
                .isEmpty();
    }

    @Test
    void idsSortByTime() {
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> AT.plusMillis(i * 4_000_000_007L))
                .map(at -> JournalActs.of(new LimitGate("g", "c", null, at, 1)).id())
                .toList();
        assertThat(ids).isSorted();
        assertThat(JournalIds.from(AT)).isLessThan(ids.getFirst());
        assertThat(JournalIds.from(AT.plusMillis(1))).isGreaterThan(ids.getFirst());
        assertThat(ids).allMatch(JournalIds::isId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "00000000000", "000000000000", "000000000000~", "000000000000~a/b", "g00000000000~a"})
    void whatIsNoIdIsRefused(String text) {
        assertThat(JournalIds.isId(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JournalEntry(text, AT, JournalKind.PAUSED, null, null, null, null, Map.of()))
                .withMessageContaining(text);
    }
}
