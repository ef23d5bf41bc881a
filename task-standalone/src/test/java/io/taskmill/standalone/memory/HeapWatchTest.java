package io.taskmill.standalone.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapWatchTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void itIsFullFromEightyPercentOn() {
        assertThat(left(79, 100).isFull()).isFalse();
        assertThat(left(80, 100).isFull()).isTrue();
        assertThat(left(100, 100).isFull()).isTrue();
    }

    @Test
    void itIsNotFullBeforeTheFirstCollection() {
        assertThat(new HeapWatch(() -> null).isFull()).isFalse();
    }

    @Test
    void itIsNeverFullWithoutABound() {
        assertThat(left(5_000, -1).isFull()).isFalse();
    }

    @Test
    void thisJvmTellsTheUseOfItsHeap() {
        assertThatCode(() -> HeapWatch.ofThisJvm().isFull()).doesNotThrowAnyException();
    }

    private static HeapWatch left(long megabytes, long most) {
        long used = megabytes * MEGABYTE;
        return new HeapWatch(() -> new MemoryUsage(0, used, used, most < 0 ? -1 : most * MEGABYTE));
    }
}
