package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusMessageTest {

    @Test
    void aMessageIsAKeyWithNumbersAndStrings() {
        assertThat(StatusMessage.of("counted", 3, 4.5, "vm-7"))
                .isEqualTo(new StatusMessage("counted", List.of(3, 4.5, "vm-7")));
        assertThat(StatusMessage.of("begun").args()).isEmpty();
    }

    static Stream<Object> others() {
        return Stream.of(true, 'c', Instant.EPOCH, List.of("nested"), Priority.LOW);
    }

    @ParameterizedTest
    @MethodSource("others")
    void anArgumentThatIsNeitherNumberNorStringIsRefused(Object arg) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusMessage.of("counted", 1, arg))
                .withMessageContaining("counted")
                .withMessageContaining(arg.getClass().getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aKeyHasOneTo127Characters(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusMessage.of("k".repeat(length)))
                .withMessageContaining("1 to 127");
        assertThat(StatusMessage.of("k".repeat(127)).key()).hasSize(127);
    }

    @Test
    void aMessageDoesNotChangeWithTheListItWasMadeFrom() {
        List<Object> args = new ArrayList<>(List.of(1));
        StatusMessage message = new StatusMessage("counted", args);
        args.add(2);

        assertThat(message.args()).containsExactly(1L);
    }
}
