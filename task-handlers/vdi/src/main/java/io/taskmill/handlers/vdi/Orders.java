package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.Hypervisor;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Operation;
import io.taskmill.handlers.vdi.hypervisor.Order;
import io.taskmill.handlers.vdi.hypervisor.PatientHypervisor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Has the hypervisor carry out what is ordered, and waits for it; who stops waiting takes the order back. */
final class Orders {

    private static final int LOOKS_FOR_UNKNOWN = 3;

    private final Hypervisor hypervisor;
    private final Hypervisor direct;
    private final Pacing pacing;

    /** @param direct without patience, for what must end soon */
    Orders(Hypervisor direct, Pacing pacing) {
        this.direct = direct;
        this.hypervisor = new PatientHypervisor(direct, pacing.poll(), pacing.patience());
        this.pacing = pacing;
    }

    /** Which asks again while nobody answers. */
    Hypervisor hypervisor() {
        return hypervisor;
    }

    Hypervisor direct() {
        return direct;
    }

    Pacing pacing() {
        return pacing;
    }

    /**
     * Waits for what an earlier run of the task has ordered and not seen the end of. How that has ended does not matter: what
     * is there counts.
     *
     * @return what it has left
     */
    Left takeUp(TaskContext context) throws InterruptedException {
        Left left = Left.by(context);
        String earlier = left.operation();
        if (earlier != null) {
            try {
                Optional<Operation> known = hypervisor.operation(earlier);
                if (known.isPresent()) {
                    ended(known.get());
                }
            } catch (InterruptedException e) {
                takeBack(earlier, e);
                throw e;
            }
        }
        return left;
    }

    /**
     * Has it done, and leaves word of it before.
     *
     * @param name tells the order from others of the same run
     * @return the operation at its end, however it has ended
     * @throws HypervisorException if it was not even begun
     * @throws TaskFailedException if the hypervisor forgot it, or somebody else has cancelled it
     */
    Operation carryOut(String name, Order order, Left left, TaskContext context) throws InterruptedException {
        String id = context.task().value() + "." + context.fence() + "." + name + "."
                + UUID.nameUUIDFromBytes(order.toString().getBytes(StandardCharsets.UTF_8));
        context.checkpoint(left.under(id));
        try {
            Operation ended = ended(hypervisor.submit(id, order));
            if (ended.state() == Operation.State.CANCELLED) {
                throw new TaskFailedException(
                        "OPERATION_CANCELLED", "somebody has cancelled the operation " + id, true);
            }
            return ended;
        } catch (InterruptedException e) {
            takeBack(id, e);
            throw e;
        }
    }

    /** The same for what is of one machine: done, or it throws. Ordered again while the hypervisor is busy. */
    void carryOutWhole(String name, Order order, Left left, TaskContext context) throws InterruptedException {
        for (int submission = 1; ; submission++) {
            try {
                Operation ended = carryOut(name + "-" + submission, order, left, context);
                requireDone(ended);
                return;
            } catch (HypervisorException.Busy e) {
                if (submission == Pacing.MOST_SUBMISSIONS) {
                    throw e;
                }
            }
            Thread.sleep(pacing.betweenSubmissions());
        }
    }

    private static void requireDone(Operation ended) {
        Operation.Problem problem = ended.error();
        if (problem != null) {
            throw HypervisorException.of(problem.code(), problem.text());
        }
    }

    private Operation ended(Operation begun) throws InterruptedException {
        Operation operation = begun;
        while (operation.running()) {
            Thread.sleep(pacing.poll());
            operation = hypervisor
                    .operation(begun.id())
                    .orElseThrow(() -> new TaskFailedException(
                            "OPERATION_LOST", "the hypervisor knows nothing of the operation " + begun.id(), true));
        }
        return operation;
    }

    /** Cancels it for a run that must stop, and gives it some time to end; what that meets goes with the reason. */
    private void takeBack(String id, InterruptedException reason) {
        long looks = 1 + pacing.cancelPatience().dividedBy(pacing.poll());
        for (long look = 1; look <= looks; look++) {
            try {
                direct.cancel(id);
                Optional<Operation> known = direct.operation(id);
                // what is not known was never begun, unless the request is still on its way
                if (known.isPresent() ? !known.get().running() : look > LOOKS_FOR_UNKNOWN) {
                    return;
                }
            } catch (HypervisorException e) {
                if (look == looks) {
                    reason.addSuppressed(e);
                }
            } catch (InterruptedException e) {
                reason.addSuppressed(e);
                return;
            }
            LockSupport.parkNanos(pacing.poll().toNanos());
        }
    }
}
