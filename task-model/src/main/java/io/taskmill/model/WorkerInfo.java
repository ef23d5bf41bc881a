package io.taskmill.model;

import java.util.List;

/**
 * What a worker process says of itself with each heartbeat.
 *
 * @param slots how many tasks it runs at the same time
 * @param used how many of them are taken now
 */
public record WorkerInfo(String name, String host, long pid, String version, List<String> pools, int slots, int used) {

    public WorkerInfo {
        pools = List.copyOf(pools);
    }
}
