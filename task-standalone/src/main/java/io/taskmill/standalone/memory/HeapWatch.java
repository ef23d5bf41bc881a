package io.taskmill.standalone.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap is nearly used up by what is in use: judged by what the last collection of the old generation has left,
 * so that garbage never counts.
 */
public final class HeapWatch {

    /** What is in the queues by then still becomes documents; the rest is for that. */
    static final int FULL_PERCENT = 80;

    private final Supplier<@Nullable MemoryUsage> afterCollection;

    /** @param afterCollection null as long as nothing was collected */
    HeapWatch(Supplier<@Nullable MemoryUsage> afterCollection) {
        this.afterCollection = afterCollection;
    }

    public static HeapWatch ofThisJvm() {
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this JVM tells nothing about the use of its heap"));
        return new HeapWatch(old::getCollectionUsage);
    }

    /** Whether so much is in use that no more should come in. */
    public boolean isFull() {
        MemoryUsage left = afterCollection.get();
        return left != null && left.getMax() > 0 && left.getUsed() / (left.getMax() / 100.0) >= FULL_PERCENT;
    }
}
