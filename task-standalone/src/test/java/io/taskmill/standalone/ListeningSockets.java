package io.taskmill.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process of this machine listens for TCP connections, as Linux tells it. */
final class ListeningSockets {

    private static final String LISTENS = "0A";

    private ListeningSockets() {}

    /** The local addresses, in the kernel's hexadecimal. */
    static List<String> of(long pid) throws IOException {
        Set<String> own = inodes(pid);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                List<String> columns = List.of(line.strip().split("\\s+"));
                if (columns.size() > 9 && columns.get(3).equals(LISTENS) && own.contains(columns.get(9))) {
                    String address = columns.get(1);
                    addresses.add(address.substring(0, address.indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files.toList()) {
                String target = Files.isSymbolicLink(file)
                        ? Files.readSymbolicLink(file).toString()
                        : "";
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    /** 127.0.0.1, alone or as an IPv6 address, or ::1. */
    static boolean isLoopback(String address) {
        return address.equals("0100007F")
                || address.equals("0000000000000000FFFF00000100007F")
                || address.equals("00000000000000000000000001000000");
    }
}
