package io.taskmill.handlers.basic.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not on the public internet, after the special-purpose registries of IANA (RFC 6890). Of IPv6 only what
 * is given out as global unicast counts as public, and of that nothing that carries another address inside.
 */
final class SpecialNetworks {

    private record Named(Network network, String kind) {

        static Named of(String network, String kind) {
            return new Named(Network.parse(network), kind);
        }
    }

    /** Where clouds tell a machine its credentials; some of them look like public addresses. */
    private static final List<Network> METADATA = List.of(
                    "100.100.100.200",
                    "168.63.129.16",
                    "169.254.169.254",
                    "169.254.170.2",
                    "169.254.170.23",
                    "192.0.0.192",
                    "fd00:ec2::23",
                    "fd00:ec2::254",
                    "fd20:ce::254")
            .stream()
            .map(Network::parse)
            .toList();

    private static final List<Named> IPV4 = List.of(
            Named.of("0.0.0.0/8", "any-local"),
            Named.of("10.0.0.0/8", "private"),
            Named.of("100.64.0.0/10", "shared"),
            Named.of("127.0.0.0/8", "loopback"),
            Named.of("169.254.0.0/16", "link-local"),
            Named.of("172.16.0.0/12", "private"),
            Named.of("192.0.0.0/24", "reserved"),
            Named.of("192.0.2.0/24", "documentation"),
            Named.of("192.88.99.0/24", "reserved"),
            Named.of("192.168.0.0/16", "private"),
            Named.of("198.18.0.0/15", "benchmarking"),
            Named.of("198.51.100.0/24", "documentation"),
            Named.of("203.0.113.0/24", "documentation"),
            Named.of("224.0.0.0/4", "multicast"),
            Named.of("255.255.255.255", "broadcast"),
            Named.of("240.0.0.0/4", "reserved"));

    private static final List<Named> IPV6 = List.of(
            Named.of("::", "any-local"),
            Named.of("::1", "loopback"),
            Named.of("fe80::/10", "link-local"),
            Named.of("fec0::/10", "site-local"),
            Named.of("fc00::/7", "unique local"),
            Named.of("ff00::/8", "multicast"),
            Named.of("2001:db8::/32", "documentation"),
            Named.of("3fff::/20", "documentation"),
            // Teredo, ORCHID, benchmarking and other protocols
            Named.of("2001::/23", "reserved"),
            // 6to4
            Named.of("2002::/16", "reserved"));

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    private SpecialNetworks() {}

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(network -> network.contains(address));
    }

    /** What kind of address it is, in a word; nothing for a public one. */
    static Optional<String> kindOf(InetAddress address) {
        boolean four = address.getAddress().length == 4;
        Optional<String> kind = (four ? IPV4 : IPV6)
                .stream()
                        .filter(named -> named.network().contains(address))
                        .findFirst()
                        .map(Named::kind);
        return kind.isPresent() || four || GLOBAL_UNICAST.contains(address) ? kind : Optional.of("reserved");
    }
}
