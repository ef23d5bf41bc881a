package io.taskmill.messaging.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionedTaskTest {

    private static final String ID = "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10";
    private static final String OTHER = "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'v':1,'message':{'kind':'RUN','task':'ID','epoch':2}}",
                "{'v':2,'message':{'kind':'NOPE','spec':{'task':'x','epoch':9},'epoch':2,'task':'ID'}}",
                "{'message':{'task':'ID','epoch':2,'spec':",
                "{'message':{'task':'ID','epoch':2}}, and more",
                "{'message':{'events':[{'task':'ID','epoch':2},{'run':'r','epoch':2,'task':'ID'}]}}",
                "{'message':{'events':[{'task':'ID','epoch':2},7,[{}],{'task':'ID'}],'x':1}}"
            })
    void theTaskAndItsEpochAreToldHoweverElseItLooks(String body) {
        MentionedTask found = in(body).orElseThrow();
        assertThat(found.task()).isEqualTo(TaskId.parse(ID));
        assertThat(found.epoch()).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message':{'task':'ID'}}",
                "{'message':{'task':'ID','epoch':'2'}}",
                "{'message':{'task':'ID','epoch':0}}",
                "{'message':{'task':'ID','epoch':2.5}}",
                "{'message':{'task':'ID','epoch':99999999999}}",
                "{'message':{'task':'ID','epoch':1,'epoch':2}}",
                "{'message':{'events':[{'task':'ID','epoch':1},{'task':'ID','epoch':2}]}}"
            })
    void anEpochThatIsNoneOrNotTheOnlyOneIsNotTold(String body) {
        assertThat(in(body)).contains(new MentionedTask(null, TaskId.parse(ID), OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "go away",
                "null",
                "[]",
                "{}",
                "{'task':'ID','epoch':1}",
                "[{'message':{'task':'ID','epoch':1}}]",
                "{'message':[{'task':'ID','epoch':1}]}",
                "{'message':{'task':7}}",
                "{'message':{'task':'nobody'}}",
                "{'message':{'task':'ID','task':'OTHER'}}",
                "{'message':{'task':'ID','task':'nobody'}}",
                "{'message':{'spec':{'task':'ID'}}}",
                "{'message':{'events':[{'task':'ID'},{'task':'OTHER'}]}}",
                "{'message':{'events':[{'task':'ID'},7,{'task':'OTHER'}]}}"
            })
    void aTaskThatIsNoneOrNotTheOnlyOneIsNotTold(String body) {
        assertThat(in(body)).isEmpty();
    }

    @Test
    void theKindIsTheMessagesOwn() {
        assertThat(in("{'message':{'kind':'RUN','task':'ID'}}").orElseThrow().kind())
                .isEqualTo("RUN");
        assertThat(in("{'message':{'events':[{'kind':'START','task':'ID'}]}}")
                        .orElseThrow()
                        .kind())
                .isNull();
        assertThat(in("{'message':{'kind':'RUN','task':'ID','kind':'X'}}")).isEmpty();
        assertThat(in("{'message':{'kind':7,'task':'ID'}}")).isEmpty();
    }

    @Test
    void noiseTellsNothing() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(MentionedTask.in(noise)).isEmpty();
        }
    }

    @Test
    void whatIsNestedTooDeeplyTellsNothing() {
        assertThat(in("{'message':{'x':" + "[".repeat(100_000))).isEmpty();
    }

    private static Optional<MentionedTask> in(String body) {
        return MentionedTask.in(body.replace('\'', '"')
                .replace("ID", ID)
                .replace("OTHER", OTHER)
                .getBytes(UTF_8));
    }
}
