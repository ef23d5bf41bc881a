package io.taskmill.handlers.storage.simulated;

import io.taskmill.handler.SpawnedFamily;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Children that have ended, as an end step is told of them. */
public record Family(Summary summary, @Nullable Object saved) implements SpawnedFamily {

    /** So many have finished, and these have failed. */
    public static Family of(int finished, List<String> failed, @Nullable Object saved) {
        return new Family(
                new Summary(
                        finished,
                        failed.size(),
                        0,
                        0,
                        IntStream.range(0, failed.size())
                                .mapToObj(i -> new Summary.Failure(
                                        i, new TaskId(new UUID(9, i)), failed.get(i), "REMOVAL_FAILED", "as asked for"))
                                .toList()),
                saved);
    }

    @Override
    public <T> Optional<T> state(Class<T> type) {
        return Optional.ofNullable(saved).map(type::cast);
    }
}
