package io.taskmill.messaging.dead;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the letters that were to be replayed or deleted.
 *
 * @param done how many are no longer among the dead
 * @param left how many are, by why
 */
public record Acted(long done, Map<LeftReason, Long> left) {

    public Acted {
        Map<LeftReason, Long> sorted = new EnumMap<>(LeftReason.class);
        left.forEach((reason, count) -> {
            if (count > 0) {
                sorted.put(reason, count);
            }
        });
        left = Map.copyOf(sorted);
    }

    static Acted done(long letters) {
        return new Acted(letters, Map.of());
    }

    static Acted left(LeftReason reason) {
        return new Acted(0, Map.of(reason, 1L));
    }

    public long leftCount() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }
}
