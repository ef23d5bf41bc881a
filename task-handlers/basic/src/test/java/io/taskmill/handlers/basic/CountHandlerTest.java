package io.taskmill.handlers.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.TaskDescription;
import io.taskmill.handlers.basic.CountHandler.Counted;
import io.taskmill.handlers.basic.CountHandler.Params;
import io.taskmill.model.StatusMessage;
import io.taskmill.testkit.RecordingContext;
import io.taskmill.testkit.RecordingContext.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountHandlerTest {

    private final CountHandler handler = new CountHandler(Duration.ofNanos(1));
    private final RecordingContext context = new RecordingContext();

    @Test
    void countsAllRounds() throws InterruptedException {
        assertThat(handler.run(new Params(3), context)).isEqualTo(new Counted(3));
    }

    @Test
    void reportsEachRoundInPercentAndInWords() throws InterruptedException {
        handler.run(new Params(3), context);
        assertThat(context.reports())
                .containsExactly(
                        new Report(33, StatusMessage.of("counting", 1, 3)),
                        new Report(66, StatusMessage.of("counting", 2, 3)),
                        new Report(100, StatusMessage.of("counting", 3, 3)));
    }

    @Test
    void goesOnWhereAnEarlierRunWas() throws InterruptedException {
        assertThat(handler.run(new Params(3), context.after(new Counted(2)))).isEqualTo(new Counted(3));
        assertThat(context.reports()).containsExactly(new Report(100, StatusMessage.of("counting", 3, 3)));
        assertThat(handler.run(new Params(1), context))
                .as("fewer than were counted")
                .isEqualTo(new Counted(1));
    }

    @Test
    void logsWhereItBeginsAndThatItIsThrough() throws InterruptedException {
        handler.run(new Params(3), context);
        handler.run(new Params(3), context.after(new Counted(2)));
        assertThat(context.logged())
                .containsExactly("counting to 3", "counted to 3", "going on at 2 of 3", "counted to 3");
    }

    @Test
    void leavesWhatItHasCountedAboutOnceASecond() throws InterruptedException {
        new CountHandler(CountHandler.ROUND.dividedBy(1_000)).run(new Params(2_500), context);
        assertThat(context.checkpoints()).containsExactly(new Counted(1_000), new Counted(2_000));
    }

    @Test
    void endsAtOnceWhenThereIsNothingToCount() throws InterruptedException {
        assertThat(handler.run(new Params(0), context)).isEqualTo(new Counted(0));
        assertThat(context.reports()).isEmpty();
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void countsManyRoundsWithoutOverflow() throws InterruptedException {
        handler.run(new Params(2_000), context);
        assertThat(context.reports()).extracting(Report::percent).isSorted().endsWith(100);
        assertThat(context.reports()).hasSize(2_000).allMatch(report -> report.percent() >= 0);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        CountHandler slow = new CountHandler(CountHandler.ROUND);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slow.run(new Params(86_400), context)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(context.reports()).isEmpty();
    }

    @Test
    void announcesItsTitleAndWhatItSaysInBothLanguages() {
        TaskDescription<Params> description = handler.describe();
        assertThat(description.name()).isEqualTo("COUNT");
        assertThat(description.params()).isEqualTo(Params.class);
        assertThat(description.texts()).containsOnlyKeys("en", "ru");
        assertThat(description.texts().values())
                .allSatisfy(texts -> assertThat(texts).containsOnlyKeys(List.of("title", "counting")));
    }
}
