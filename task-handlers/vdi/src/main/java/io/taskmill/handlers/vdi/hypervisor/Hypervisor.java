package io.taskmill.handlers.vdi.hypervisor;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What carries virtual machines, and is the truth about them. What takes its time is an operation: it goes on whoever asks
 * for it, has an id that the client gives, and is asked for how far it is.
 *
 * <p>Each method throws a {@link HypervisorException}, and {@link InterruptedException} when its thread is interrupted.
 */
public interface Hypervisor {

    /** @throws HypervisorException.Unknown if there is none */
    Template template(String id) throws InterruptedException;

    /** The machines that bear a pool's tag. */
    List<Vm> vms(String pool) throws InterruptedException;

    /** Empty if there is none. */
    Optional<Vm> vm(String id) throws InterruptedException;

    /** What describes a pool; empty if nothing does. */
    Optional<JsonNode> pool(String tag) throws InterruptedException;

    /** Describes a pool, in place of what did so before. */
    void describePool(String tag, Object description) throws InterruptedException;

    /** Drops the tag, which no machine may bear any more; nothing happens if there is none. */
    void dropPool(String tag) throws InterruptedException;

    /**
     * Begins an operation, or gives back what was begun under that id.
     *
     * @param id at most 200 characters; the same request under it can be repeated
     */
    Operation submit(String id, Order order) throws InterruptedException;

    /** Empty if nothing is known of it: it was never begun, or is long over. */
    Optional<Operation> operation(String id) throws InterruptedException;

    /** Keeps what is left of it from being done; nothing happens if it is over or unknown. */
    void cancel(String id) throws InterruptedException;
}
