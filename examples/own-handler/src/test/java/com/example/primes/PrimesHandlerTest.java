package com.example.primes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.testkit.RecordingContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimesHandlerTest {

    private final PrimesHandler handler = new PrimesHandler();
    private final RecordingContext context = new RecordingContext();

    @ParameterizedTest
    @CsvSource({"3, 1, 2", "4, 2, 3", "100, 25, 97", "1000000, 78498, 999983"})
    void primesAreCounted(int below, int count, int largest) throws Exception {
        assertThat(handler.run(new PrimesHandler.Params(below), context))
                .isEqualTo(new PrimesHandler.Found(count, largest));
    }

    @Test
    void progressRises() throws Exception {
        handler.run(new PrimesHandler.Params(1_000_000), context);
        assertThat(context.reports()).extracting(RecordingContext.Report::percent).isSorted().hasSizeBetween(5, 25);
    }

    @Test
    void whereThereAreNoneTheTaskFailsForGood() {
        assertThatThrownBy(() -> handler.run(new PrimesHandler.Params(2), context))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failed -> assertThat(failed.error().retryable()).isFalse());
    }

    @Test
    void toldToStopItStops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> handler.run(new PrimesHandler.Params(1_000_000), context))
                .isInstanceOf(InterruptedException.class);
    }
}
