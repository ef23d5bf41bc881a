package io.taskmill.model.explore.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.explore.Exploration;
import io.taskmill.model.explore.Explored;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every order in which anything can happen to one task, with each of the settings. */
class TaskExplorationTest {

    static final List<Setting> SETTINGS = Settings.ALL;

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void every_invariant_holds_in_every_state(Setting setting) {
        Explored explored = Exploration.of(new TaskModel(setting, Rules.TRUE));

        System.out.println("explored setting=\"" + setting + "\" " + explored);
        assertThat(explored.violation()).isNull();
    }
}
