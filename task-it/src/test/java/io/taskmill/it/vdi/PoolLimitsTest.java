package io.taskmill.it.vdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handlers.vdi.PoolSettings;
import io.taskmill.runtime.type.ParamsSchema;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** VeiL's limits of a pool, as a submission is held against them. */
class PoolLimitsTest {

    private static final JsonNode SCHEMA = JsonMapper.shared()
            .readTree(new ParamsSchema().of(PoolSettings.class).text());

    private static JsonNode property(String name) {
        return SCHEMA.path("properties").path(name);
    }

    @ParameterizedTest
    @CsvSource({"initial, 1, 10000", "reserve, 0, 10000", "total, 1, 10000", "step, 1, 100"})
    void sizesAreBounded(String name, int least, int most) {
        assertThat(property(name).path("minimum").asInt()).isEqualTo(least);
        assertThat(property(name).path("maximum").asInt()).isEqualTo(most);
    }

    @Test
    void aNameIsALetterAndTwoTo63LettersDigitsAndHyphens() {
        Pattern pattern = Pattern.compile(property("name").path("pattern").asString());
        assertThat("abc").matches(pattern);
        assertThat("a" + "-".repeat(63)).matches(pattern);
        assertThat("Office-2").matches(pattern);
        assertThat("ab").doesNotMatch(pattern);
        assertThat("a" + "b".repeat(64)).doesNotMatch(pattern);
        assertThat("1abc").doesNotMatch(pattern);
        assertThat("офис").doesNotMatch(pattern);
    }

    @Test
    void whatMayBeAbsentIsNotRequired() {
        assertThat(SCHEMA.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("poolId", "name", "templateId", "initial", "reserve", "total", "step");
    }
}
