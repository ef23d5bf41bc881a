package io.taskmill.messaging.dead;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one look has fetched. What is not acknowledged goes back when the look ends.
 */
final class Held {

    private final Channel channel;
    private final long total;
    private final List<Fetched> letters;
    private int acknowledged;

    /**
     * @param total how many letters the queue had
     * @param letters in the order of their tags
     */
    Held(Channel channel, long total, List<Fetched> letters) {
        this.channel = channel;
        this.total = total;
        this.letters = List.copyOf(letters);
    }

    long total() {
        return total;
    }

    /** In the order in which they lay in the queue. */
    List<Fetched> letters() {
        return letters;
    }

    Optional<Fetched> first(LetterId id) {
        return letters.stream().filter(held -> held.letter().id().equals(id)).findFirst();
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Takes letters out of the queue for good; as many as begin the queue by one acknowledgement. */
    void acknowledge(List<Fetched> done) throws IOException {
        Set<Fetched> left = new HashSet<>(done);
        long last = 0;
        for (Fetched held : letters) {
            if (!left.remove(held)) {
                break;
            }
            last = held.tag();
        }
        if (last > 0) {
            channel.basicAck(last, true);
        }
        for (Fetched each : left) {
            channel.basicAck(each.tag(), false);
        }
        acknowledged += done.size();
    }
}
