package io.taskmill.api.stream;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the messages that come whether some have not. A sender that is not known may follow one whose last writes
 * nobody has told, so its first message is a gap; those of a sender that was known before may still come late and are
 * none. Used by one thread.
 */
final class GapTracker {

    /** Of each shard; turns at a shard are long, and what comes late comes soon. */
    private static final int REMEMBERED = 4;

    /** The last seq of each sender, by shard. */
    private final Map<Integer, Map<String, Long>> known = new HashMap<>();

    /** Nothing that was known says anything about what comes now. */
    void forget() {
        known.clear();
    }

    /** Takes note of a message, and says whether something may have been missed before it. */
    boolean isGap(int shard, String sender, long seq) {
        Map<String, Long> senders = known.computeIfAbsent(shard, _ -> new LinkedHashMap<>(8, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > REMEMBERED;
            }
        });
        @Nullable Long last = senders.get(sender);
        senders.put(sender, last == null ? seq : Math.max(last, seq));
        return last == null || seq > last + 1;
    }
}
