package io.taskmill.projector.change;

/** One turn at a shard, as listeners know it. Confined to the shard's thread. */
public final class Sender {

    private final String id;
    private final int shard;
    private long seq;

    Sender(String id, int shard) {
        this.id = id;
        this.shard = shard;
    }

    String id() {
        return id;
    }

    int shard() {
        return shard;
    }

    /** Of the last message, sent or dropped; 0 before the first. */
    long seq() {
        return seq;
    }

    void nextSeq() {
        seq++;
    }
}
