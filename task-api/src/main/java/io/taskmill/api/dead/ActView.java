package io.taskmill.api.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.messaging.dead.Acted;
import io.taskmill.messaging.dead.LeftReason;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of letters that were to be replayed or deleted.
 *
 * @param replayed absent where they were to be deleted
 * @param deleted absent where they were to be replayed
 * @param left how many stay
 * @param reasons how many of those by why, such as {@code queue-gone}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActView(@Nullable Long replayed, @Nullable Long deleted, long left, Map<String, Long> reasons) {

    static ActView ofReplay(Acted acted) {
        return new ActView(acted.done(), null, acted.leftCount(), reasons(acted));
    }

    static ActView ofDeletion(Acted acted) {
        return new ActView(null, acted.done(), acted.leftCount(), reasons(acted));
    }

    private static Map<String, Long> reasons(Acted acted) {
        Map<String, Long> reasons = new TreeMap<>();
        acted.left().forEach((reason, count) -> reasons.put(text(reason), count));
        return reasons;
    }

    static String text(LeftReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
