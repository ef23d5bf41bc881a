package io.taskmill.store;

import io.taskmill.model.TaskId;
import java.time.Duration;
import java.util.Optional;

/**
 * Idempotency keys, each reserved by one submission. One request at a time holds the lease of a reservation, until the
 * command is marked sent. All spans are measured by the store's clock: no clock of a caller is compared with it.
 *
 * <p>All methods fail with {@link StoreUnavailableException} if the store does not answer; what they were to write may
 * then be written all the same.
 */
public interface Reservations {

    /** For as long as this a key may be kept, so tasks must be kept for longer. */
    Duration LONGEST_TTL = Duration.ofDays(30);

    Optional<Reservation> find(String key);

    /**
     * Reserves a key that nobody has, together with the lease.
     *
     * @param fresh is {@link Reservation#unsent}, by the holder that asks
     * @param ttl after which the key may be forgotten, sent or not; longer than any lease
     * @return false if somebody has the key, of which {@link #find} may tell a moment later
     */
    boolean reserve(Reservation fresh, Duration ttl);

    /**
     * Takes the lease over from a holder whose lease is over. Of many who try one succeeds.
     *
     * @param known as found, not sent
     * @return false if the lease stands, or the reservation is no longer as known
     */
    boolean takeOver(Reservation known, String holder, Duration lease);

    /**
     * Notes that the broker has confirmed the command, whoever published it; the command is kept no longer. Marking twice
     * changes nothing.
     */
    void markSent(String key, TaskId task);

    /** Makes a key free again whose command was sent, if it still stands for that task; whether it did. */
    boolean forget(String key, TaskId task);

    /** Ends a lease before its time, so that the next request may take it over. Does nothing for a former holder. */
    void release(String key, String holder);

    /**
     * Makes a key free again whose command is certainly nowhere. Only for the first holder: where a lease has changed
     * hands, each of the holders may have published.
     *
     * @return false if somebody else holds the lease by now, and nothing was done
     */
    boolean drop(String key, String holder);
}
