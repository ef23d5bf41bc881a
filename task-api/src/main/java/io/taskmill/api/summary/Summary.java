package io.taskmill.api.summary;

import io.taskmill.model.Category;
import io.taskmill.model.State;
import io.taskmill.store.TaskCounts;
import java.util.Map;

/**
 * How many tasks there are.
 *
 * @param categories all of them
 * @param states all of them
 * @param recounting whether some figures are being verified, so that they may be off
 */
record Summary(Map<Category, Long> categories, Map<State, Long> states, boolean recounting) {

    static Summary of(TaskCounts counts) {
        return new Summary(counts.categories(), counts.states(), counts.recounting());
    }
}
