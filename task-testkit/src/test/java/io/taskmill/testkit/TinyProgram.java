package io.taskmill.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The program that tests of {@link JavaProcess} start: a web server, a failure, or one that does not want to end. */
final class TinyProgram {

    private TinyProgram() {}

    /** First argument: {@code serve}, {@code fail} or {@code cling}; second: the port. */
    public static void main(String[] args) throws IOException {
        System.out.println("mode " + args[0] + " in " + System.getenv("TINY_PLACE"));
        if (args[0].equals("fail")) {
            for (int line = 1; line <= 60; line++) {
                System.err.println("line " + line);
            }
            System.exit(3);
        }
        if (args[0].equals("cling")) {
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(never)));
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.out.println("serving");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Packs this class into a runnable jar. */
    static Path jar(Path directory) throws IOException {
        String entry = TinyProgram.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyProgram.class.getName());
        Path jar = directory.resolve("tiny.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var bytes = TinyProgram.class.getResourceAsStream("TinyProgram.class")) {
            if (bytes == null) {
                throw new IOException("No class file of TinyProgram on the class path");
            }
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }
}
