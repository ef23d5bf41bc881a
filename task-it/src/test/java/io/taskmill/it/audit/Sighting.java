package io.taskmill.it.audit;

import io.taskmill.client.TaskView;
import io.taskmill.client.TaskView.Course;
import io.taskmill.client.TaskView.Dispatch;
import io.taskmill.model.State;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody was shown of a task.
 *
 * @param atMillis when, by the machine's clock
 * @param version of the task: of two sightings the higher one is the later
 */
public record Sighting(
        long atMillis, Source source, String task, long version, State state, int epoch, int attempt, int progress) {

    /** Where it was shown. */
    public enum Source {
        STREAM,
        LIST
    }

    /** Empty if nothing but the task's id is known yet. */
    static Optional<Sighting> of(long atMillis, Source source, TaskView view) {
        Course course = view.course();
        Dispatch dispatch = view.dispatch();
        return course == null || dispatch == null
                ? Optional.empty()
                : Optional.of(new Sighting(
                        atMillis,
                        source,
                        view.id(),
                        view.version(),
                        State.valueOf(course.state()),
                        dispatch.epoch(),
                        dispatch.attempt(),
                        course.progress()));
    }

    /** Whether the two tell the same of one version of the task. */
    boolean agreesWith(Sighting other) {
        return state == other.state && epoch == other.epoch && attempt == other.attempt && progress == other.progress;
    }

    String line() {
        return String.join(
                " ",
                Long.toString(atMillis),
                source.name().toLowerCase(Locale.ROOT),
                task,
                Long.toString(version),
                state.name(),
                Integer.toString(epoch),
                Integer.toString(attempt),
                Integer.toString(progress));
    }

    static Sighting parse(String[] parts) {
        return new Sighting(
                Long.parseLong(parts[0]),
                Source.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                parts[2],
                Long.parseLong(parts[3]),
                State.valueOf(parts[4]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]),
                Integer.parseInt(parts[7]));
    }
}
