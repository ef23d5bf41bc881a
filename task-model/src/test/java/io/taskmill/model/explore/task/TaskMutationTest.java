package io.taskmill.model.explore.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.explore.Exploration;
import io.taskmill.model.explore.Explored;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the exploration sees what it is there to see: without any one of the rules something breaks. */
class TaskMutationTest {

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void without_this_rule_an_invariant_breaks(Mutation mutation) {
        Explored explored = Exploration.of(new TaskModel(mutation.setting(), mutation));

        System.out.println("mutated rule=" + mutation + " setting=\"" + mutation.setting() + "\" " + explored);
        assertThat(explored.violation()).isNotNull();
    }
}
