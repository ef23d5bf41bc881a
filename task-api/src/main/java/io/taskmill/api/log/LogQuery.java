package io.taskmill.api.log;

import io.taskmill.api.list.Limit;
import io.taskmill.api.list.Query;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Names;
import io.taskmill.store.LogPosition;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's log is asked for.
 *
 * @param epoch only of this one; null for all
 * @param run only of this one, which an epoch goes with; null for all
 * @param after what the page before ended with; null for the first page
 */
record LogQuery(
        @Nullable Integer epoch,
        @Nullable String run,
        @Nullable LogPosition after,
        int limit) {

    static final String EPOCH = "epoch";
    static final String RUN = "run";
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";

    private static final List<String> PARAMETERS = List.of(EPOCH, RUN, CURSOR, LIMIT);

    /** Epoch, run, chunk and entry, between characters that no id of a run has and that need no escape in an address. */
    private static final Pattern POSITION = Pattern.compile("(\\d{1,10})~([a-zA-Z0-9._-]{1,64})~(\\d{1,5})~(\\d{1,5})");

    /**
     * Reads the parameters of a request.
     *
     * @param given as a servlet request has them
     * @throws ApiException if one is not known, or is not what it must be
     */
    static LogQuery parse(Map<String, String[]> given) {
        Map<String, String> query = Query.of(given, PARAMETERS);
        Integer epoch = epoch(query.get(EPOCH));
        String run = run(query.get(RUN));
        if (run != null && epoch == null) {
            throw malformed(RUN, run, "asked for together with its epoch");
        }
        return new LogQuery(epoch, run, position(query.get(CURSOR)), Limit.parse(query.get(LIMIT)));
    }

    private static @Nullable Integer epoch(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            int epoch = Integer.parseInt(text);
            if (epoch >= 1) {
                return epoch;
            }
        } catch (NumberFormatException e) {
            // told below, as a number that is too small is
        }
        throw malformed(EPOCH, text, "a whole number of 1 or more");
    }

    private static @Nullable String run(@Nullable String text) {
        try {
            return text == null ? null : Names.requireId(RUN, text);
        } catch (IllegalArgumentException e) {
            throw malformed(RUN, text, "1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'");
        }
    }

    private static @Nullable LogPosition position(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        Matcher parts = POSITION.matcher(cursor);
        try {
            if (parts.matches()) {
                return new LogPosition(
                        Integer.parseInt(parts.group(1)),
                        parts.group(2),
                        Integer.parseInt(parts.group(3)),
                        Integer.parseInt(parts.group(4)));
            }
        } catch (NumberFormatException e) {
            // told below: ten digits can be more than an epoch can be
        }
        throw ApiException.of(ProblemType.MALFORMED_CURSOR, "A cursor is what a page gave as next, unchanged.");
    }

    /** What goes on after that position. */
    static String cursor(LogPosition last) {
        return last.epoch() + "~" + last.run() + "~" + last.chunk() + "~" + last.entry();
    }

    private static ApiException malformed(String name, String value, String rule) {
        return ApiException.of(ProblemType.MALFORMED_FILTER, name + " is '" + value + "' but must be " + rule + ".")
                .with("name", name)
                .with("value", value)
                .with("rule", rule);
    }
}
