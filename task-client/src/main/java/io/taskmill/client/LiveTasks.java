package io.taskmill.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The latest tasks as they are now, kept by a {@link TaskStream} without filters. May be read by any thread. */
public final class LiveTasks implements TaskStream.Listener {

    private static final int PAGE = 200;
    private static final int MOST_DELETED = 1_000;

    private final int most;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Latest first, since ids sort by time. */
    private final NavigableMap<String, TaskView> byId = new TreeMap<>(Comparator.reverseOrder());

    /** The versions of the tasks that were deleted last: what is told or listed late must not bring them back. */
    private final Map<String, Long> deleted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_DELETED;
        }
    };

    private int resets;

    /** @param most how many tasks are kept, the latest ones */
    public LiveTasks(int most) {
        this.most = most;
    }

    /** The latest first. */
    public List<TaskView> tasks() {
        lock.lock();
        try {
            return List.copyOf(byId.values());
        } finally {
            lock.unlock();
        }
    }

    /** How often all was listed anew. */
    public int resets() {
        lock.lock();
        try {
            return resets;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reset(TaskmillClient api, String reason) {
        List<TaskView> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            TaskPage page = api.list(ListFilter.NONE, Math.min(PAGE, most - listed.size()), cursor);
            listed.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && listed.size() < most);
        lock.lock();
        try {
            byId.clear();
            listed.forEach(this::keep);
            resets++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void task(TaskView task) {
        lock.lock();
        try {
            keep(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void deleted(String id, long version) {
        lock.lock();
        try {
            deleted.put(id, version);
            byId.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private void keep(TaskView task) {
        if (task.version() < deleted.getOrDefault(task.id(), 0L)) {
            return;
        }
        byId.merge(task.id(), task, (old, fresh) -> old.version() > fresh.version() ? old : fresh);
        if (byId.size() > most) {
            byId.pollLastEntry();
        }
    }
}
