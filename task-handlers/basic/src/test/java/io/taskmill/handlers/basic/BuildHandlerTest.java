package io.taskmill.handlers.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.basic.BuildHandler.Params;
import io.taskmill.model.Recovery;
import io.taskmill.testkit.RecordingContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildHandlerTest {

    private final BuildHandler handler = new BuildHandler(Duration.ZERO);
    private final RecordingContext context = new RecordingContext();

    @Test
    void itSaysHowToTakeEachStoreyDownAndFails() {
        assertThatThrownBy(() -> handler.run(new Params(2, null, null), context))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("SUBSIDENCE"));

        assertThat(context.pushed())
                .containsExactly(
                        new RecordingContext.Pushed("STOREY_1", new BuildHandler.Storey(1)),
                        new RecordingContext.Pushed("STOREY_2", new BuildHandler.Storey(2)));
        assertThat(context.reports())
                .extracting(RecordingContext.Report::percent)
                .containsExactly(33, 66);
    }

    @Test
    void itTakesThemDownFromTheTop() throws InterruptedException {
        assertThatThrownBy(() -> handler.run(new Params(2, null, null), context))
                .isInstanceOf(TaskFailedException.class);
        for (RollbackStep step : context.toUndo()) {
            handler.rollback(new Params(2, null, null), step, context);
        }
        assertThat(context.logged()).isEqualTo(List.of("storey 2 is down", "storey 1 is down"));
    }

    @Test
    void oneCanBeStuck() {
        assertThatThrownBy(() -> handler.run(new Params(1, null, 1), context)).isInstanceOf(TaskFailedException.class);
        RollbackStep step = context.toUndo().getFirst();
        assertThatThrownBy(() -> handler.rollback(new Params(1, null, 1), step, context))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("STUCK"));
    }

    @Test
    void onGoodGroundItFinishes() throws InterruptedException {
        assertThat(handler.run(new Params(3, true, null), context)).isEqualTo(new BuildHandler.Result(3));
    }

    @Test
    void whatItHasDoneIsUndoneByItself() {
        assertThat(handler.describe().name()).isEqualTo("BUILD");
        assertThat(handler.describe().policy().recovery()).isEqualTo(Recovery.AUTO);
        assertThat(handler.describe().texts().get("ru")).containsKeys("title", "laid", "down");
    }
}
