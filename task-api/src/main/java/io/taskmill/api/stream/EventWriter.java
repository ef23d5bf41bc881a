package io.taskmill.api.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes to one reader what is there for it, as server-sent events. */
final class EventWriter {

    /** When the connection breaks, clients come again after so many milliseconds. */
    private static final byte[] RETRY = ascii("retry: 2000\n\n");

    private static final byte[] BEAT = ascii(": beat\n\n");

    private final Reader reader;
    private final OutputStream out;
    private final StreamMetrics metrics;

    EventWriter(Reader reader, OutputStream out, StreamMetrics metrics) {
        this.reader = reader;
        this.out = out;
        this.metrics = metrics;
    }

    /** Returns when the stream is ended from this side. */
    void writeAll(Duration heartbeat) throws IOException, InterruptedException {
        out.write(RETRY);
        for (Reader.Batch batch = reader.take(heartbeat); batch != null; batch = reader.take(heartbeat)) {
            write(batch);
        }
    }

    private void write(Reader.Batch batch) throws IOException {
        ResetReason reset = batch.reset();
        if (reset != null) {
            send(ascii("event: reset\ndata: {\"reason\":\"" + reset.text() + "\"}\n\n"));
            metrics.countReset(reset);
        } else if (batch.rows().isEmpty()) {
            send(BEAT);
        }
        for (RowEvent row : batch.rows()) {
            send(row.text(reader.language()));
        }
        reader.sending(System.nanoTime());
        out.flush();
        reader.sent();
        metrics.countRows(batch.rows().size());
    }

    private void send(byte[] event) throws IOException {
        reader.sending(System.nanoTime());
        out.write(event);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
