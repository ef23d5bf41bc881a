package io.taskmill.api.tree;

import io.taskmill.model.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The way from the root of a tree to one of its tasks.
 *
 * @param steps none for the root
 */
record TreePath(List<Step> steps) {

    static final TreePath ROOT = new TreePath(List.of());

    private static final Pattern TEXT = Pattern.compile("r(\\.\\d{1,4}-\\d{1,4}){0," + Parent.MOST_DEPTH + "}");

    /**
     * To a child.
     *
     * @param chunk the part of the family that it is recorded in
     * @param index within that
     */
    record Step(int chunk, int index) {}

    TreePath {
        steps = List.copyOf(steps);
    }

    TreePath to(Step child) {
        List<Step> all = new ArrayList<>(steps);
        all.add(child);
        return new TreePath(all);
    }

    /** The way on from a task that is this many steps down. */
    Optional<Step> at(int depth) {
        return depth < steps.size() ? Optional.of(steps.get(depth)) : Optional.empty();
    }

    /** As it stands in {@code next}. */
    String text() {
        return steps.stream()
                .map(step -> "." + step.chunk() + "-" + step.index())
                .collect(Collectors.joining("", "r", ""));
    }

    /** Empty if the text is none that a page gave. */
    static Optional<TreePath> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (String step : text.substring(1).split("\\.", -1)) {
            if (!step.isEmpty()) {
                int dash = step.indexOf('-');
                steps.add(new Step(
                        Integer.parseInt(step.substring(0, dash)), Integer.parseInt(step.substring(dash + 1))));
            }
        }
        return Optional.of(new TreePath(steps));
    }
}
