package io.taskmill.simulator.storage;

/** What the cluster keeps of a virtual machine. */
record Vm(String id, String name) {}
