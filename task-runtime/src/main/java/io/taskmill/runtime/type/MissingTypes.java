package io.taskmill.runtime.type;

import io.taskmill.model.TaskSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was asked of this worker and cannot be run here. Each type and version is told once, however often it comes. */
public final class MissingTypes {

    private static final Logger LOG = LoggerFactory.getLogger(MissingTypes.class);

    /** So that nothing grows with what others submit. */
    private static final int MOST_TOLD = 200;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** A command of that type was given back. */
    public void givenBack(TaskSpec spec) {
        if (told.size() < MOST_TOLD && told.add(spec.type() + "/" + spec.typeVersion())) {
            LOG.warn(
                    "no handler here, commands are given back type={} version={} pool={}",
                    spec.type(),
                    spec.typeVersion(),
                    spec.pool());
        }
    }
}
