package io.taskmill.it.audit;

import io.taskmill.client.ListFilter;
import io.taskmill.client.TaskPage;
import io.taskmill.client.TaskStream;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.it.audit.Sighting.Source;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who follows the stream of changes, now of one API and now of another, and writes down what it is shown. */
public final class Reader implements AutoCloseable, TaskStream.Listener {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int PAGE = 200;

    private final Clock clock = Clock.systemUTC();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final List<TaskmillClient> apis;
    private final Books books;
    private final TaskStream stream;

    /** Begins. */
    public Reader(List<URI> apis, Books books) {
        this.apis = apis.stream().map(api -> new TaskmillClient(api, TIMEOUT)).toList();
        this.books = books;
        this.stream = new TaskStream(this.apis, Map.of(), this, new Random());
    }

    /** What was missed before is seen in the {@link #list} of the end. */
    @Override
    public void reset(TaskmillClient api, String reason) {
        underWay.clear();
    }

    @Override
    public void task(TaskView task) {
        saw(Source.STREAM, task);
    }

    @Override
    public void deleted(String id, long version) {
        // the documents tell
    }

    private void saw(Source source, TaskView task) {
        Sighting.of(clock.millis(), source, task).ifPresent(seen -> {
            books.add(seen);
            if (seen.state().terminal()) {
                underWay.remove(seen.task());
            } else {
                underWay.add(seen.task());
            }
        });
    }

    /** How many tasks it was shown, since it last had to begin anew, that have not ended. */
    public int underWay() {
        return underWay.size();
    }

    /** Lists all tasks. */
    public void list() {
        @Nullable String cursor = null;
        do {
            TaskPage page = apis.getFirst().list(ListFilter.NONE, PAGE, cursor);
            page.items().forEach(task -> saw(Source.LIST, task));
            cursor = page.next();
        } while (cursor != null);
    }

    @Override
    public void close() {
        stream.close();
        apis.forEach(TaskmillClient::close);
    }
}
