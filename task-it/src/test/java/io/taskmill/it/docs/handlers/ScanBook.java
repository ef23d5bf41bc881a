package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** Leaves word of how far it came only when it is interrupted. */
final class ScanBook implements TaskHandler<ScanBook.Params, Integer> {

    private final Scanner scanner;

    ScanBook(Scanner scanner) {
        this.scanner = scanner;
    }

    record Params(String book, int pages) {}

    interface Scanner {
        void scan(String book, int page) throws InterruptedException;
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("SCAN_BOOK", Params.class, Map.of());
    }

    // tag::interrupted
    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        int page = context.lastCheckpoint(Integer.class).orElse(0);
        try {
            while (page < params.pages()) {
                scanner.scan(params.book(), page);
                page++;
            }
            return page;
        } catch (InterruptedException e) {
            context.checkpoint(page);
            throw e;
        }
    }
    // end::interrupted
}
