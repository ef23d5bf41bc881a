package io.taskmill.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One direction of one connection. Reading and writing are apart, so that what is late does not hold up what follows it, and
 * no more is read ahead than a network would hold.
 */
final class Pump {

    private static final int CHUNK_BYTES = 8_192;
    private static final int CHUNKS_ON_THE_WAY = 64;

    /** Bytes on their way; none for the end. */
    private record Chunk(ByteBuffer bytes, long readNanos) {

        boolean isEnd() {
            return bytes.limit() == 0;
        }
    }

    private final Socket from;
    private final Socket to;
    private final Supplier<Passage> passage;
    private final Runnable ended;
    private final BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(CHUNKS_ON_THE_WAY);

    /** @param ended told when one side has ended and the other is to know */
    Pump(Socket from, Socket to, Supplier<Passage> passage, Runnable ended) {
        this.from = from;
        this.to = to;
        this.passage = passage;
        this.ended = ended;
    }

    void start() {
        Thread writer = Thread.ofVirtual().start(this::write);
        Thread.ofVirtual().start(() -> read(writer));
    }

    private void read(Thread writer) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!passage.get().isCut()) {
                    put(chunk(buffer, read));
                }
            }
            put(chunk(buffer, 0));
        } catch (IOException e) {
            // gone without a word: what was on its way may as well be
            tellUnlessCut();
            writer.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There is no room for ever where nobody writes any more. */
    private void put(Chunk chunk) throws IOException, InterruptedException {
        while (!onTheWay.offer(chunk, 1, TimeUnit.SECONDS)) {
            if (to.isClosed()) {
                throw new EOFException("the other side is gone");
            }
        }
    }

    private static Chunk chunk(byte[] buffer, int length) {
        return new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, length)), System.nanoTime());
    }

    private void write() {
        try {
            for (Chunk chunk = onTheWay.take(); !chunk.isEnd(); chunk = onTheWay.take()) {
                write(chunk);
            }
            tellUnlessCut();
        } catch (IOException e) {
            tellUnlessCut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Chunk chunk) throws IOException, InterruptedException {
        Passage now = passage.get();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - chunk.readNanos());
        sleep(now.late().minus(elapsed));
        sleep(now.time(chunk.bytes().limit()));
        if (!passage.get().isCut()) {
            to.getOutputStream().write(chunk.bytes().array());
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    }

    private void tellUnlessCut() {
        if (!passage.get().isCut()) {
            ended.run();
        }
    }
}
