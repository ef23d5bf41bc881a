package io.taskmill.handlers.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handlers.basic.FamilyHandler.Counted;
import io.taskmill.handlers.basic.FamilyHandler.Params;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary;
import io.taskmill.testkit.RecordingContext;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FamilyHandlerTest {

    private final FamilyHandler handler = new FamilyHandler();
    private final RecordingContext context = new RecordingContext();

    private Children spawned(Params params) throws InterruptedException {
        assertThat(handler.run(params, context)).isNull();
        return context.spawned().orElseThrow();
    }

    @Test
    void itHasAsManyChildrenThatCountAsItIsAskedFor() throws InterruptedException {
        Children children = spawned(new Params(3, 7, null, null, null, null));
        assertThat(children.tasks()).containsExactly(child(1), child(2), child(3));
        assertThat(children.mode()).isEqualTo(SpawnMode.PARALLEL);
        assertThat(children.onFailure()).isEqualTo(OnFailure.FAIL_FAST);
    }

    private static ChildTask child(int number) {
        return ChildTask.of("COUNT", new CountHandler.Params(7)).named("child " + number);
    }

    @Test
    void eachSoManyethChildFailsIfAskedTo() throws InterruptedException {
        Children children = spawned(new Params(4, 0, SpawnMode.SERIAL, OnFailure.IGNORE, 2, null));
        assertThat(children.tasks()).extracting(ChildTask::type).containsExactly("COUNT", "FAIL", "COUNT", "FAIL");
        assertThat(children.mode()).isEqualTo(SpawnMode.SERIAL);
    }

    @Test
    void withMoreGenerationsItsChildrenHaveChildren() throws InterruptedException {
        Children children = spawned(new Params(2, 1, null, null, null, 3));
        assertThat(children.tasks()).extracting(ChildTask::params).containsOnly(new Params(2, 1, null, null, null, 2));
    }

    @Test
    void itsEndStepTellsHowTheyEnded() throws InterruptedException {
        Object saved = spawned(new Params(4, 0, null, null, null, null)).state();
        SpawnedFamily family = new SpawnedFamily() {
            @Override
            public Summary summary() {
                return new Summary(1, 1, 1, 1, List.of());
            }

            @Override
            public <T> Optional<T> state(Class<T> type) {
                return Optional.ofNullable(saved).map(type::cast);
            }
        };
        assertThat(handler.end(new Params(4, 0, null, null, null, null), family, context))
                .isEqualTo(new Counted(4, 1, 2, 1));
    }
}
