package io.taskmill.model.id;

import io.taskmill.model.TaskId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mints task ids and recognises those that any replica with the same key has minted.
 *
 * <p>An id is a UUIDv7 (RFC 9562, section 5.7), so ids sort by time. From the most significant bit:
 *
 * <pre>
 *  48 bits  Unix time in milliseconds
 *   4 bits  version, 0111
 *  12 bits  random
 *   2 bits  variant, 10
 *  38 bits  random
 *  24 bits  the first 24 bits of HMAC-SHA256(key, the 13 bytes before)
 * </pre>
 *
 * <p>A made-up id passes with a probability of 2<sup>-24</sup>. That spares askers the difference between "not yet
 * recorded" and "never existed"; it is no proof of permission.
 */
public final class TaskIds {

    /** A key that is drawn has so many. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int VERSION = 7;
    private static final int VARIANT = 2;
    private static final int SIGNED_BYTES = 13;
    private static final int MAC_BITS = 24;
    private static final long MAC_MASK = (1L << MAC_BITS) - 1;
    private static final int LOW_RANDOM_BITS = 38;
    private static final long LATEST_MILLIS = (1L << 48) - 1;

    /** Initialised and never fed: each use clones it, which is cheap and needs no lock. */
    private final Mac keyed;

    private final RandomGenerator random;

    /**
     * @param key shared by all replicas; at least 16 bytes
     * @param random must be unpredictable
     */
    public TaskIds(byte[] key, RandomGenerator random) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the id key has " + key.length + " bytes but must have at least 16");
        }
        this.random = random;
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** A new id that carries this instant, to the millisecond. */
    public TaskId mint(Instant at) {
        return id(millis(at), random.nextLong());
    }

    /** The one id of this installation that has that name and carries that instant, to the millisecond. */
    public TaskId derive(Instant at, String name) {
        return id(millis(at), bits(mac(name.getBytes(StandardCharsets.UTF_8))));
    }

    private static long millis(Instant at) {
        long millis = at.toEpochMilli();
        if (millis < 0 || millis > LATEST_MILLIS) {
            throw new IllegalArgumentException("no id can carry " + at + ": it is before 1970 or after 10889");
        }
        return millis;
    }

    private TaskId id(long millis, long bits) {
        long high = millis << 16 | (long) VERSION << 12 | bits >>> 52;
        long low = (long) VARIANT << 62 | (bits & ((1L << LOW_RANDOM_BITS) - 1)) << MAC_BITS;
        return new TaskId(new UUID(high, low | mac(high, low)));
    }

    /** Whether this installation minted the id, as far as its MAC tells. */
    public boolean isGenuine(TaskId id) {
        UUID value = id.value();
        long high = value.getMostSignificantBits();
        long low = value.getLeastSignificantBits();
        return value.version() == VERSION && value.variant() == VARIANT && (low & MAC_MASK) == mac(high, low);
    }

    /** When a genuine id was minted. */
    public static Instant createdAt(TaskId id) {
        return Instant.ofEpochMilli(id.value().getMostSignificantBits() >>> 16);
    }

    private long mac(long high, long low) {
        byte[] signed =
                ByteBuffer.allocate(Long.BYTES * 2).putLong(high).putLong(low).array();
        return bits(mac(Arrays.copyOf(signed, SIGNED_BYTES))) >>> (Long.SIZE - MAC_BITS);
    }

    private static long bits(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    private byte[] mac(byte[] signed) {
        try {
            return ((Mac) keyed.clone()).doFinal(signed);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
        }
    }
}
