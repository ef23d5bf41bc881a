package io.taskmill.runtime.run;

import io.taskmill.model.LogEntry;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunLog;
import io.taskmill.runtime.metric.WorkerMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of one run on its way to the broker. Keeps at most {@value #MOST_ON_THEIR_WAY} chunks that the broker has not
 * confirmed, and one that is being filled; beyond that whoever logs waits.
 */
final class LogWriter {

    static final int MOST_ON_THEIR_WAY = 4;

    static final String LAST_LINE =
            "[the log of this run ends here: it has come to " + RunLog.MAX_RUN_BYTES + " bytes]";

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final TaskId task;
    private final int epoch;
    private final String run;
    private final Function<RunLog, CompletableFuture<Void>> sending;
    private final WorkerMetrics metrics;
    private final Clock clock;

    /** Completed once the log is closed and the broker has all of it. */
    private final CompletableFuture<Void> through = new CompletableFuture<>();

    /** Guards the fields below; not held while something is sent, which may be confirmed at once. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition confirmed = lock.newCondition();
    private List<LogEntry> filling = new ArrayList<>();
    private int fillingBytes;
    private int allBytes;
    private int chunks;
    private int onTheirWay;
    private boolean full;
    private boolean closed;

    /** @param sending completes when the broker has the chunk */
    LogWriter(
            RunCommand command,
            String run,
            Function<RunLog, CompletableFuture<Void>> sending,
            WorkerMetrics metrics,
            Clock clock) {
        this.task = command.task();
        this.epoch = command.epoch();
        this.run = run;
        this.sending = sending;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes the text, line by line. Returns at once, unless too much is on its way.
     *
     * @throws IllegalStateException if the run has ended
     * @throws InterruptedException if it has to wait and the thread is, or was, interrupted
     */
    void log(String text) throws InterruptedException {
        Instant at = clock.instant();
        Matcher lineBreak = LINE_BREAK.matcher(text);
        int begin = 0;
        boolean taken = true;
        while (taken && lineBreak.find()) {
            taken = add(LogEntry.of(at, text.substring(begin, lineBreak.start())));
            begin = lineBreak.end();
        }
        if (taken && (begin == 0 || begin < text.length())) {
            add(LogEntry.of(at, text.substring(begin)));
        }
    }

    /** Returns whether the log takes any more. */
    private boolean add(LogEntry entry) throws InterruptedException {
        Optional<RunLog> ready = Optional.empty();
        lock.lock();
        try {
            requireOpen();
            while (!full && !fits(entry) && onTheirWay >= MOST_ON_THEIR_WAY) {
                confirmed.await();
                requireOpen();
            }
            if (full) {
                return false;
            }
            if (!fits(entry)) {
                ready = take();
            }
            append(entry);
            return !full;
        } finally {
            lock.unlock();
            ready.ifPresent(this::send);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("run " + run + " of task " + task + " has ended");
        }
    }

    /** Room for the last line is always left. */
    private boolean fits(LogEntry entry) {
        return fillingBytes + entry.size() + lastLine(entry.at()).size() <= RunLog.MAX_CHUNK_BYTES;
    }

    private void append(LogEntry entry) {
        LogEntry last = lastLine(entry.at());
        full = allBytes + entry.size() + last.size() > RunLog.MAX_RUN_BYTES;
        LogEntry next = full ? last : entry;
        filling.add(next);
        fillingBytes += next.size();
        allBytes += next.size();
        if (full) {
            metrics.logCut();
        } else if (entry.wasCut()) {
            metrics.lineCut();
        }
    }

    private static LogEntry lastLine(Instant at) {
        return new LogEntry(at, LAST_LINE);
    }

    /** Sends what there is, unless too much is on its way: then it is sent when that has changed. */
    void flush() {
        Optional<RunLog> ready = Optional.empty();
        lock.lock();
        try {
            if (onTheirWay < MOST_ON_THEIR_WAY) {
                ready = take();
            }
        } finally {
            lock.unlock();
        }
        ready.ifPresent(this::send);
    }

    /**
     * Takes no more, and sends what there is.
     *
     * @return completes when the broker has all of the log, on a thread that must not be blocked
     */
    CompletableFuture<Void> close() {
        Optional<RunLog> ready;
        lock.lock();
        try {
            closed = true;
            confirmed.signalAll();
            ready = take();
        } finally {
            lock.unlock();
        }
        ready.ifPresent(this::send);
        completeIfThrough();
        return through;
    }

    private Optional<RunLog> take() {
        if (filling.isEmpty()) {
            return Optional.empty();
        }
        RunLog chunk = new RunLog(task, epoch, run, chunks, filling);
        chunks++;
        onTheirWay++;
        filling = new ArrayList<>();
        fillingBytes = 0;
        return Optional.of(chunk);
    }

    private void send(RunLog chunk) {
        var _ = sending.apply(chunk).thenRun(this::arrived);
    }

    private void arrived() {
        lock.lock();
        try {
            onTheirWay--;
            confirmed.signalAll();
        } finally {
            lock.unlock();
        }
        completeIfThrough();
    }

    private void completeIfThrough() {
        boolean all;
        lock.lock();
        try {
            all = closed && onTheirWay == 0;
        } finally {
            lock.unlock();
        }
        if (all) {
            through.complete(null);
        }
    }
}
