package io.taskmill.handlers.storage;

import java.util.List;
import java.util.Optional;

/**
 * A storage cluster, by what Ceph and Vdsm really offer. It is the truth about images; what is slow in it goes on by itself,
 * as an operation that is asked after.
 *
 * <p>Every method asks the cluster, waits for its answer for a bounded time, and throws a {@link StorageException} if there
 * is none or it is a refusal, {@link InterruptedException} if the thread is interrupted meanwhile; what was asked for may
 * have been done all the same.
 */
public interface StorageCluster {

    /** The description that the cluster keeps of a virtual machine; empty if it knows none. */
    Optional<Vm> vm(String vmId) throws InterruptedException;

    /**
     * Drops that description. Without effect if there is none.
     *
     * @throws StorageException.Busy if the machine still has images
     */
    void removeVm(String vmId) throws InterruptedException;

    /** The images of a machine, in the order of their ids; none if nothing is known of it. */
    List<Image> imagesOf(String vmId) throws InterruptedException;

    /** An image; empty if the cluster has none of that id. */
    Optional<Image> image(String imageId) throws InterruptedException;

    /**
     * Starts the removal of an image. If the operation is known already, nothing is started and it is given back.
     *
     * @param operationId the caller's choice
     * @throws StorageException.Busy if the image is in use, or another operation works on it
     */
    Operation removeImage(String imageId, String operationId) throws InterruptedException;

    /**
     * How far an operation has come.
     *
     * @throws StorageException.UnknownOperation if the cluster has never heard of it, or has forgotten it
     */
    Operation operation(String operationId) throws InterruptedException;

    /**
     * Asks for an operation to be stopped. One that is over stays as it is.
     *
     * @return what it is now; it may still be running
     * @throws StorageException.UnknownOperation as above
     */
    Operation cancel(String operationId) throws InterruptedException;

    /** A pool; empty if the cluster has none of that name. */
    Optional<Pool> pool(String name) throws InterruptedException;

    /**
     * Sets how many placement groups a pool is to have. It takes effect little by little, see {@link #convergence}.
     *
     * @throws StorageException.Failed if the cluster does not take that number, with its reason
     */
    Pool setPgNum(String pool, int pgNum) throws InterruptedException;

    /** How far a pool's placement groups are what they are to be. */
    Convergence convergence(String pool) throws InterruptedException;

    /**
     * Registers an interest in the counters of an RBD image, which the cluster does not gather by itself. The first ones come
     * after a while. An interest that nobody renews ends by itself.
     */
    void watchRbd(RbdImage image) throws InterruptedException;

    /**
     * What was gathered since the interest was registered, oldest first.
     *
     * @param most only so many of the latest
     */
    List<Sample> samples(RbdImage image, int most) throws InterruptedException;
}
