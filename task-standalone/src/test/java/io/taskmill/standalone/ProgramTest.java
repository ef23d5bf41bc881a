package io.taskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramTest {

    @ParameterizedTest
    @EnumSource
    void eachProgramFindsItsOwnSettings(Program program) throws Exception {
        try (var settings = URI.create(program.settings()).toURL().openStream()) {
            assertThat(new String(settings.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("name: task-" + program.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAProgramLeavesOutExists(Program program) {
        assertThat(program.excluded()).isNotEmpty().allSatisfy(name -> assertThat(Class.forName(name))
                .isNotNull());
    }
}
