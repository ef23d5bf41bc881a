package io.taskmill.simulator.storage;

import java.util.TreeMap;

/** All that the cluster knows, by id or name. The maps are its own, to be changed. */
record Cluster(
        TreeMap<String, Vm> vms,
        TreeMap<String, Image> images,
        TreeMap<String, Pool> pools,
        TreeMap<String, Interest> interests) {

    static Cluster empty() {
        return new Cluster(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
}
