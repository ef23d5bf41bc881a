package io.taskmill.runtime.run;

import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.Json;
import io.taskmill.model.Part;
import io.taskmill.model.Summary;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a command says of the family whose end step it asks for. */
record EndedFamily(Part.End part, JsonMapper json) implements SpawnedFamily {

    @Override
    public Summary summary() {
        return part.summary();
    }

    @Override
    public <T> Optional<T> state(Class<T> type) {
        Json state = part.state();
        if (state == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(state.text(), type));
        } catch (JacksonException e) {
            throw new TaskFailedException(
                    "STATE_UNREADABLE",
                    "what was saved for the end step does not fit: " + e.getOriginalMessage(),
                    false);
        }
    }
}
