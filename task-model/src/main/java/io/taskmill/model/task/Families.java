package io.taskmill.model.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children that a task has, and those that its runs have had before it was retried.
 *
 * @param present null as long as it has none
 * @param former of the runs before, the latest last; at most {@value #MOST_FORMER}
 */
public record Families(@Nullable Family present, List<Former> former) {

    public static final Families NONE = new Families(null, List.of());

    /** Of so many runs before the children are kept; older ones are deleted. */
    static final int MOST_FORMER = 16;

    /** A family of an earlier run. */
    public record Former(String run, int chunks) {}

    public Families {
        former = List.copyOf(former);
    }

    Families with(Family family) {
        return new Families(family, former);
    }

    /** The task runs anew: what it has becomes what it had. */
    Families anew() {
        if (present == null) {
            return this;
        }
        List<Former> all = new ArrayList<>(former);
        all.add(new Former(present.run(), present.spawn().chunks()));
        return new Families(null, all);
    }

    boolean isTooMany() {
        return former.size() > MOST_FORMER;
    }

    Families withoutOldest() {
        return new Families(present, former.subList(1, former.size()));
    }

    /** All of them. */
    List<Former> all() {
        return anew().former();
    }
}
