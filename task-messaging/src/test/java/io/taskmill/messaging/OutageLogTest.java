package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class OutageLogTest {

    private final List<String> told = new ArrayList<>();
    private final OutageLog outage = new OutageLog(recording(told), "consumer of q");

    private static Logger recording(List<String> lines) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, level, args) -> {
                    Object[] values = Arrays.copyOfRange(args, 1, args.length);
                    String text = MessageFormatter.arrayFormat((String) args[0], values)
                            .getMessage();
                    lines.add(level.getName().toUpperCase(Locale.ROOT) + " " + text);
                    return null;
                });
    }

    @Test
    void tellsAReasonOnceHoweverOftenItIsMet() {
        outage.waiting("refused");
        outage.waiting("refused");
        outage.waiting("refused");
        assertThat(told).containsExactly("WARN consumer of q waits for the broker reason=refused");
    }

    @Test
    void tellsAnotherReason() {
        outage.waiting("refused");
        outage.waiting("no exchange");
        assertThat(told)
                .containsExactly(
                        "WARN consumer of q waits for the broker reason=refused",
                        "WARN consumer of q waits for the broker reason=no exchange");
    }

    @Test
    void tellsTheEndOfAnOutageOnceAndTheSameReasonAnewAfterIt() {
        outage.waiting("refused");
        outage.over();
        outage.over();
        outage.waiting("refused");
        assertThat(told)
                .containsExactly(
                        "WARN consumer of q waits for the broker reason=refused",
                        "INFO consumer of q goes on",
                        "WARN consumer of q waits for the broker reason=refused");
    }

    @Test
    void saysNothingWhileAllIsWell() {
        outage.over();
        assertThat(told).isEmpty();
    }
}
