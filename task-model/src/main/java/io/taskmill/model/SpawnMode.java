package io.taskmill.model;

/** In which order the children of a task are carried out. */
public enum SpawnMode {
    /** Each once the one before has ended. */
    SERIAL,
    /** All at once, as far as there are workers. */
    PARALLEL
}
