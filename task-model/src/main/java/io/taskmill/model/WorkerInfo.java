package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What a worker process says of itself with each heartbeat.
 *
 * @param slots how many tasks it runs at the same time
 * @param used how many of them are taken now
 * @param leaked how many runs of any of its sessions go on although they were stopped longer ago than their grace
 * @param draining whether it is being stopped and takes no more tasks
 * @param types of each type that it has the version, by the type's name; empty if it does not tell, as older builds
 */
public record WorkerInfo(
        String name,
        String host,
        long pid,
        String version,
        List<String> pools,
        int slots,
        int used,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        int leaked,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        boolean draining,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        Map<String, Integer> types) {

    public WorkerInfo {
        pools = List.copyOf(pools);
        types = types == null ? Map.of() : Map.copyOf(types);
    }

    /** One that does not tell its types. */
    public WorkerInfo(String name, String host, long pid, String version, List<String> pools, int slots, int used) {
        this(name, host, pid, version, pools, slots, used, 0, false, Map.of());
    }
}
