package io.taskmill.standalone.broker;

/**
 * Counts which of the unacknowledged messages of a channel were delivered before its prefetch was set. The channel's own
 * limit must be that many higher, and one lower for each of them that is settled.
 */
final class Prefetch {

    private long lastTag;
    private long lastOlderTag;
    private int older;
    private int wanted;
    private boolean adapting;

    void delivered(long tag) {
        lastTag = tag;
    }

    /**
     * A prefetch was set.
     *
     * @param count 0 for no limit
     * @param unacknowledged of the whole channel
     * @return what to limit the channel to
     */
    int set(int count, int unacknowledged) {
        wanted = count;
        older = unacknowledged;
        lastOlderTag = lastTag;
        return limit();
    }

    /**
     * Messages were settled.
     *
     * @param tag the last of them
     * @param multiple whether all that were delivered before it are settled too
     * @param count how many were settled
     * @return whether the channel's limit changes by it
     */
    boolean settled(long tag, boolean multiple, int count) {
        int before = older;
        if (tag <= lastOlderTag) {
            older -= count;
        } else if (multiple) {
            older = 0;
        }
        return wanted > 0 && older != before;
    }

    int limit() {
        return wanted == 0 ? 0 : wanted + older;
    }

    /** Whether a limit is being set that the client has not asked for. */
    boolean isAdapting() {
        return adapting;
    }

    void adapt(Runnable setLimit) {
        adapting = true;
        try {
            setLimit.run();
        } finally {
            adapting = false;
        }
    }
}
