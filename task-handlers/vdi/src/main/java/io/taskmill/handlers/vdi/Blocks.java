package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Operation;
import io.taskmill.handlers.vdi.hypervisor.Order;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Has much done block by block. What of a block is not done is ordered again, a few times with a pause between; what counts
 * is not what an operation says of itself but what is there afterwards.
 */
final class Blocks {

    private final Orders orders;
    private final TaskContext context;
    private final Left left;

    Blocks(Orders orders, Left left, TaskContext context) {
        this.orders = orders;
        this.left = left;
        this.context = context;
    }

    /** What a kind of work is about. */
    interface Kind {

        /** Such as {@code clone}. */
        String name();

        Order order(List<String> items);

        /** Which of them are not done, by what the hypervisor has. */
        List<String> undone(List<String> items) throws InterruptedException;

        /** One block is done, of which these were not before. */
        void through(List<String> items) throws InterruptedException;
    }

    /**
     * Has all of it done.
     *
     * @throws HypervisorException.NoSpace at once where there is no space
     * @throws TaskFailedException with the code NAME_TAKEN at once, with INCOMPLETE if some is still not done after the last
     *     submission; what was done stays
     */
    void carryOut(Kind kind, List<String> all) throws InterruptedException {
        List<String> undone = kind.undone(all);
        for (int from = 0, block = 1; from < undone.size(); from += Order.MOST, block++) {
            List<String> items = undone.subList(from, Math.min(from + Order.MOST, undone.size()));
            carryOutBlock(kind, items, block);
        }
    }

    private void carryOutBlock(Kind kind, List<String> items, int block) throws InterruptedException {
        List<String> undone = items;
        for (int submission = 1; ; submission++) {
            Optional<String> why = submit(kind, undone, block, submission);
            undone = kind.undone(items);
            if (undone.isEmpty()) {
                kind.through(items);
                return;
            }
            if (submission == Pacing.MOST_SUBMISSIONS) {
                kind.through(done(items, undone));
                throw new TaskFailedException(
                        "INCOMPLETE",
                        kind.name() + " is not done for " + undone.size() + " of " + items.size() + " after "
                                + submission + " submissions, such as " + undone.getFirst()
                                + why.map(reason -> ": " + reason).orElse(""),
                        false);
            }
            context.log(kind.name() + " of block " + block + " is not done for " + undone.size() + " of " + items.size()
                    + why.map(reason -> ": " + reason).orElse(""));
            Thread.sleep(orders.pacing().betweenSubmissions());
        }
    }

    private static List<String> done(List<String> items, List<String> undone) {
        return items.stream().filter(item -> !undone.contains(item)).toList();
    }

    /** Why something of it failed; empty if nothing did. */
    private Optional<String> submit(Kind kind, List<String> items, int block, int submission)
            throws InterruptedException {
        try {
            Operation ended =
                    orders.carryOut(kind.name() + "-" + block + "-" + submission, kind.order(items), left, context);
            Optional<String> fatal = fatal(ended);
            if (fatal.isPresent()) {
                kind.through(done(items, kind.undone(items)));
                throw ended.problem("NO_SPACE").isPresent()
                        ? new HypervisorException.NoSpace(fatal.get())
                        : new TaskFailedException("NAME_TAKEN", fatal.get(), false);
            }
            return Optional.ofNullable(ended.error()).map(Operation.Problem::text);
        } catch (HypervisorException.Busy e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), "it is busy"));
        }
    }

    private static Optional<String> fatal(Operation ended) {
        return ended.problem("NO_SPACE").or(() -> ended.problem("NAME_TAKEN")).map(Operation.Problem::text);
    }
}
