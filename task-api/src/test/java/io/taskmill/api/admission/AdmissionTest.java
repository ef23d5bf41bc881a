package io.taskmill.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.WhenFull;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AdmissionTest {

    private static final EntityRef VM = new EntityRef("vm", "vm-7");

    @ParameterizedTest
    @CsvSource({
        "pool:{params.poolId}, pool:p-7",
        "{params.place.room}, 3.50",
        "{type}/{entity.type}/{entity.id}, MAKE/vm/vm-7",
        "{params.dry}, true",
        "host:{params.url|host}, host:example.org",
        "host:{params.service|host}, host:my_service",
        "host:{params.broken|host}, host:",
        "one for all, one for all"
    })
    void keysAreMadeFromWhatTheTaskIsAskedToDo(String template, String key) {
        assertThat(gates(template)).extracting(GateRule::key).containsExactly(key);
    }

    @Test
    void templatesThatComeToOneKeyAreOneGate() {
        assertThat(gates("{params.poolId}", "p-7", "a"))
                .extracting(GateRule::key)
                .containsExactly("a", "p-7");
    }

    @Test
    void ratesAreFilledInLikewiseAndTheRestOfThePolicyStays() {
        TaskPolicy policy = TaskPolicy.DEFAULT
                .withStrictStart()
                .withRate(new RateRule("host:{params.url|host}", 3, Duration.ofSeconds(1), 2));

        assertThat(over(policy))
                .isEqualTo(TaskPolicy.DEFAULT
                        .withStrictStart()
                        .withRate(new RateRule("host:example.org", 3, Duration.ofSeconds(1), 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "{params.absent}, /params/absent",
        "{params.place}, /params/place",
        "{params.poolId.x}, /params/poolId/x",
        "{params.nothing}, /params/nothing"
    })
    void whatIsMissingIsNamed(String template, String pointer) {
        assertThatThrownBy(() -> gates(template))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.type())
                        .isEqualTo(ProblemType.INVALID_PARAMS))
                .hasMessageContaining(pointer)
                .hasMessageContaining("MAKE");
    }

    @ParameterizedTest
    @CsvSource({"{params.broken|host}, gate", "{params.long}, 201", "{params.lines}, gate"})
    void whatMakesNoKeyIsRefused(String template, String why) {
        assertThatThrownBy(() -> gates(template))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(why);
    }

    private static List<GateRule> gates(String... templates) {
        TaskPolicy policy = TaskPolicy.DEFAULT;
        for (String template : templates) {
            policy = policy.withGate(new GateRule(template, 1, WhenFull.WAIT));
        }
        return over(policy).gates();
    }

    private static TaskPolicy over(TaskPolicy policy) {
        TaskType type = new TaskType("MAKE", 1, "basic", policy, Json.EMPTY_OBJECT, Map.of());
        String params = """
                {"poolId": "p-7", "place": {"room": 3.50}, "dry": true, "nothing": null, "url": "http://Example.ORG:80/a",
                 "service": "http://ada:secret@my_service:8080",
                 "broken": "a b://", "long": "%s", "lines": "a\\nb"}""".formatted("x".repeat(201));
        JsonMapper mapper = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        return Admission.over(policy, type, VM, mapper.readTree(params));
    }
}
