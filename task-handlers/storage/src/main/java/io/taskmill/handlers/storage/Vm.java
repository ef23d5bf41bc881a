package io.taskmill.handlers.storage;

/** A virtual machine as the cluster describes it. */
public record Vm(String id, String name) {}
