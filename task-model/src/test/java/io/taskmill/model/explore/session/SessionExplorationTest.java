package io.taskmill.model.explore.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.explore.Exploration;
import io.taskmill.model.explore.Explored;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every order in which heartbeats, ticks, probes and the messages of a task can come, with each of the settings. */
class SessionExplorationTest {

    static final List<SessionSetting> SETTINGS = SessionSettings.ALL;

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void every_invariant_holds_in_every_state(SessionSetting setting) {
        Explored explored = Exploration.of(new SessionModel(setting, SessionRules.TRUE));

        System.out.println("explored setting=\"" + setting + "\" " + explored);
        assertThat(explored.violation()).isNull();
    }

    @ParameterizedTest
    @EnumSource(SessionMutation.class)
    void without_this_rule_an_invariant_breaks(SessionMutation mutation) {
        Explored explored = Exploration.of(new SessionModel(mutation.setting(), mutation));

        System.out.println("mutated rule=" + mutation + " setting=\"" + mutation.setting() + "\" " + explored);
        assertThat(explored.violation()).isNotNull();
    }
}
