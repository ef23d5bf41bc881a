package io.taskmill.api.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a task is where it is.
 *
 * @param details what its sentence tells, by name
 */
record Cause(Code code, Map<String, Object> details) {

    /** What kinds of reasons there are. */
    enum Code {
        /** Nothing is recorded of it yet. */
        NOT_RECORDED,
        /** It is not to start before its time. */
        TIME,
        /** It waits for other tasks. */
        DEPENDENCIES,
        /** A gate is full. */
        GATE,
        /** Somebody has closed a gate. */
        GATE_CLOSED,
        /** A gate is being asked. */
        GATE_ASKED,
        /** A rate lets it go at a time. */
        RATE,
        /** A rate is being asked. */
        RATE_ASKED,
        /** A worker that took it does not have its type. */
        TYPE_MISSING,
        /** No worker that lives can run it. */
        NO_WORKER,
        /** Others are before it in its queue. */
        QUEUE,
        /** It is next. */
        NEXT,
        /** All slots of the workers that can run it are taken. */
        SLOTS,
        /** Its command could not be used. */
        COMMAND_DEAD,
        /** It may be what has ended workers, and runs apart from others. */
        SUSPECT,
        /** A worker is at it. */
        RUNNING,
        /** Nothing was heard of that worker for a while. */
        WORKER_SILENT,
        /** Its children are not over. */
        CHILDREN,
        /** Its children are over, and its end step is what is left. */
        END_STEP,
        /** It waits for its next attempt. */
        RETRY,
        /** It was cancelled, and its worker was told. */
        CANCELLING,
        /** What it has done is undone. */
        CLEANING,
        /** Its pool or its type is paused. */
        PAUSED,
        /** It has ended. */
        ENDED
    }

    Cause {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    static Cause of(Code code) {
        return new Cause(code, Map.of());
    }

    /** With one detail more; null leaves it out. */
    Cause with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Cause(code, more);
    }
}
