package io.taskmill.handlers.vdi;

/** The process dies: no handler's code runs after it, and what the hypervisor was told goes on. */
final class Crash extends Error {

    Crash(String where) {
        super(where);
    }
}
