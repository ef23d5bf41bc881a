package io.taskmill.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the children of a task have ended.
 *
 * @param finished how many ended well
 * @param failed how many failed
 * @param cancelled how many were cancelled, or never started since the family was
 * @param unknown of how many nothing is known, though they were submitted
 * @param failures the first {@value #MOST_FAILURES} of those that did not finish, in the order in which they were given,
 *     without those that were cancelled since the family was
 */
public record Summary(int finished, int failed, int cancelled, int unknown, List<Failure> failures) {

    public static final int MOST_FAILURES = 100;

    /** Of a failure's text so many characters are kept. */
    public static final int MAX_TEXT = 200;

    private static final Comparator<Failure> ORDER = Comparator.comparingInt(Failure::index);

    public Summary {
        failures = List.copyOf(failures);
    }

    /** How many children there were. */
    public int children() {
        return finished + failed + cancelled + unknown;
    }

    /** How many have ended otherwise than well. */
    public int unsuccessful() {
        return failed + cancelled + unknown;
    }

    /**
     * A child that did not finish.
     *
     * @param index where it stood among its siblings, from 0
     * @param name what its parent called it, if anything
     * @param code of its error, CANCELLED, or UNKNOWN
     * @param text what the error says, at most {@value #MAX_TEXT} characters; empty if it says nothing
     */
    public record Failure(int index, TaskId child, @Nullable String name, String code, String text) {

        public Failure {
            text = shortened(text);
        }
    }

    /** At most so many characters, and no half ones. */
    public static String shortened(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
        return text.substring(0, end) + "…";
    }

    /** The first of both together, in whatever order they become known. */
    public static List<Failure> first(List<Failure> some, List<Failure> others) {
        List<Failure> all = new ArrayList<>(some);
        others.stream()
                .filter(other -> some.stream().noneMatch(known -> known.index() == other.index()))
                .forEach(all::add);
        all.sort(ORDER);
        return all.size() > MOST_FAILURES ? List.copyOf(all.subList(0, MOST_FAILURES)) : List.copyOf(all);
    }
}
