package io.taskmill.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Just enough AMQP 0-9-1 to be a connection with a name: the testkit must not depend on a client. */
final class RawConnection implements AutoCloseable {

    private static final int CONNECTION = 10;
    private static final int START = 10;
    private static final int START_OK = 11;
    private static final int TUNE = 30;
    private static final int TUNE_OK = 31;
    private static final int OPEN = 40;
    private static final int OPEN_OK = 41;
    private static final int CLOSE = 50;
    private static final int FRAME_END = 0xCE;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    RawConnection(RealBroker broker, String name) throws IOException {
        socket = new Socket(broker.host(), broker.port());
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
        expect(START);
        send(START_OK, method -> {
            Writer table = properties -> {
                shortString(properties, "connection_name");
                properties.writeByte('S');
                longString(properties, bytes(name));
            };
            longString(method, written(table));
            shortString(method, "PLAIN");
            longString(method, bytes("\0" + broker.username() + "\0" + broker.password()));
            shortString(method, "en_US");
        });
        DataInputStream tune = expect(TUNE);
        int channels = tune.readShort();
        int frameBytes = tune.readInt();
        send(TUNE_OK, method -> {
            method.writeShort(channels);
            method.writeInt(frameBytes);
            method.writeShort(0);
        });
        send(OPEN, method -> {
            shortString(method, broker.virtualHost());
            shortString(method, "");
            method.writeByte(0);
        });
        expect(OPEN_OK);
    }

    /** Waits for the broker to close it, and answers its code. */
    int awaitCloseCode() throws IOException {
        return expect(CLOSE).readUnsignedShort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private interface Writer {
        void write(DataOutputStream target) throws IOException;
    }

    private void send(int method, Writer arguments) throws IOException {
        byte[] payload = written(target -> {
            target.writeShort(CONNECTION);
            target.writeShort(method);
            arguments.write(target);
        });
        out.writeByte(1);
        out.writeShort(0);
        longString(out, payload);
        out.writeByte(FRAME_END);
        out.flush();
    }

    private DataInputStream expect(int method) throws IOException {
        in.readFully(new byte[3]);
        byte[] payload = in.readNBytes(in.readInt());
        in.readByte();
        DataInputStream arguments = new DataInputStream(new ByteArrayInputStream(payload));
        int found = arguments.readUnsignedShort() * 100 + arguments.readUnsignedShort();
        if (found != CONNECTION * 100 + method) {
            throw new IOException("Expected connection method " + method + ", not " + found);
        }
        return arguments;
    }

    private static byte[] written(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void shortString(DataOutputStream target, String text) throws IOException {
        target.writeByte(text.length());
        target.write(bytes(text));
    }

    private static void longString(DataOutputStream target, byte[] content) throws IOException {
        target.writeInt(content.length);
        target.write(content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
