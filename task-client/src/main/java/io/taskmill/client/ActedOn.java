package io.taskmill.client;

import java.util.Map;

/**
 * What became of dead letters that were to be replayed or deleted.
 *
 * @param json the answer as it was
 * @param done how many are no longer dead letters
 * @param left how many stay
 * @param reasons how many of those by why, such as {@code queue-gone}
 */
public record ActedOn(String json, long done, long left, Map<String, Long> reasons) {

    public ActedOn {
        reasons = Map.copyOf(reasons);
    }
}
