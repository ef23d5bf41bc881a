package io.taskmill.messaging.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.CommandDied;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeathNoticeTest {

    private static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'v':1,'message':{'kind':'RUN','task':'ID','epoch':3}}",
                "{'v':2,'message':{'kind':'DISPATCH','task':'ID','epoch':3}}",
                "{'v':1,'message':{'task':'ID','epoch':3,'spec':"
            })
    void aTaskIsToldOfItsCommandWhetherThatCanBeReadOrNot(String body) {
        assertThat(notice(body)).contains(new CommandDied(TASK, 3, "why", AT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go away",
                "{'v':1,'message':{'kind':'RUN','task':'ID'}}",
                "{'v':1,'message':{'kind':'RUN','task':'me','epoch':3}}",
                "{'v':1,'message':{'kind':'RUN_EVENTS','events':[{'kind':'START','task':'ID','epoch':3}]}}"
            })
    void whatIsNoCommandOfOneDispatchTellsNobody(String body) {
        assertThat(notice(body)).isEmpty();
    }

    @Test
    void aNoticeThatDiesMakesNoFurtherOne() {
        byte[] notice = new WireCodec().encode(new CommandDied(TASK, 3, "why", AT));
        assertThat(DeathNotice.of(notice, "because", AT)).isEmpty();
    }

    private static Optional<CommandDied> notice(String body) {
        return DeathNotice.of(
                body.replace('\'', '"').replace("ID", TASK.toString()).getBytes(UTF_8), "why", AT);
    }
}
