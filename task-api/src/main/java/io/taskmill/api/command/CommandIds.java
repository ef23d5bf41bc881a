package io.taskmill.api.command;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Names;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The ids of commands: a client's own, so that it can repeat a request, or new ones. */
final class CommandIds {

    /** Of requests and answers. */
    static final String HEADER = "Taskmill-Command-Id";

    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final RandomGenerator random;

    CommandIds(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param header what a request has sent; null for a new one
     * @throws ApiException if it has sent something that is no id
     */
    String of(@Nullable String header) {
        if (header == null) {
            return random();
        }
        try {
            return Names.requireId(HEADER, header);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.MALFORMED_COMMAND_ID,
                    HEADER + " must be 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'.",
                    e);
        }
    }

    /** A random UUID. */
    private String random() {
        return new UUID((random.nextLong() & ~VERSION_MASK) | VERSION_4, (random.nextLong() & ~VARIANT_MASK) | VARIANT)
                .toString();
    }
}
