package io.taskmill.handlers.vdi.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks again, for a while, where the hypervisor does not answer: all that is asked of it can be repeated. */
public final class PatientHypervisor implements Hypervisor {

    private final Hypervisor hypervisor;
    private final Duration pause;
    private final long tries;

    /**
     * Asks that one.
     *
     * @param pause between two tries
     * @param patience how long the pauses are together
     */
    public PatientHypervisor(Hypervisor hypervisor, Duration pause, Duration patience) {
        this.hypervisor = hypervisor;
        this.pause = pause;
        this.tries = 1 + patience.dividedBy(pause);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    private <T> T patiently(Question<T> question) throws InterruptedException {
        for (long left = tries; ; left--) {
            try {
                return question.ask();
            } catch (HypervisorException.Unreachable e) {
                if (left <= 1) {
                    throw e;
                }
            }
            Thread.sleep(pause);
        }
    }

    @Override
    public Template template(String id) throws InterruptedException {
        return patiently(() -> hypervisor.template(id));
    }

    @Override
    public List<Vm> vms(String pool) throws InterruptedException {
        return patiently(() -> hypervisor.vms(pool));
    }

    @Override
    public Optional<Vm> vm(String id) throws InterruptedException {
        return patiently(() -> hypervisor.vm(id));
    }

    @Override
    public Optional<JsonNode> pool(String tag) throws InterruptedException {
        return patiently(() -> hypervisor.pool(tag));
    }

    @Override
    public void describePool(String tag, Object description) throws InterruptedException {
        patiently(() -> {
            hypervisor.describePool(tag, description);
            return true;
        });
    }

    @Override
    public void dropPool(String tag) throws InterruptedException {
        patiently(() -> {
            hypervisor.dropPool(tag);
            return true;
        });
    }

    @Override
    public Operation submit(String id, Order order) throws InterruptedException {
        return patiently(() -> hypervisor.submit(id, order));
    }

    @Override
    public Optional<Operation> operation(String id) throws InterruptedException {
        return patiently(() -> hypervisor.operation(id));
    }

    @Override
    public void cancel(String id) throws InterruptedException {
        patiently(() -> {
            hypervisor.cancel(id);
            return true;
        });
    }
}
