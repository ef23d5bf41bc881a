package io.taskmill.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Says on which event shard an entity lives. The number of shards is fixed at the first start of an installation, for
 * ever: an entity's messages must keep their order in one queue.
 *
 * @param count 1 to 1024
 */
public record Shards(int count) {

    public Shards {
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("taskmill.shards is " + count + " but must be 1 to 1024");
        }
    }

    public int of(TaskId task) {
        return of(task.toString());
    }

    /** The CRC-32 of the id's UTF-8 bytes, modulo the number of shards: easy to repeat in any language. */
    public int of(String entityId) {
        CRC32 crc = new CRC32();
        crc.update(entityId.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % count);
    }
}
