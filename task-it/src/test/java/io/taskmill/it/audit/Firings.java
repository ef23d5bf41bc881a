package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether each time of a schedule has become one task. */
public final class Firings {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Firings(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    /**
     * A schedule that lets all of its times become tasks, also those that it missed, one beside the other if need be.
     *
     * @param firstMillis its first time
     * @param lastMillis its last one
     */
    public record Plan(String name, long firstMillis, long lastMillis, long everyMillis) {

        String line() {
            return name + " " + firstMillis + " " + lastMillis + " " + everyMillis;
        }

        static Plan parse(String[] parts) {
            return new Plan(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        }
    }

    void check() {
        for (Plan plan : evidence.schedules()) {
            TreeMap<Long, List<Kept>> made = evidence.tasks().stream()
                    .filter(task -> task.origin().schedule().equals(plan.name()))
                    .collect(Collectors.groupingBy(
                            task -> task.origin().firingMillis(), TreeMap::new, Collectors.toList()));
            for (long time = plan.firstMillis(); time <= plan.lastMillis(); time += plan.everyMillis()) {
                List<Kept> tasks = Objects.requireNonNullElse(made.remove(time), List.of());
                if (tasks.size() != 1) {
                    find.accept(Rule.FIRING, plan.name() + " has made " + tasks + " of its time " + time);
                }
            }
            made.values().stream()
                    .flatMap(List::stream)
                    .map((Function<Kept, String>) Kept::toString)
                    .forEach(task -> find.accept(Rule.FIRING, plan.name() + " has made of no time of its own " + task));
        }
    }
}
