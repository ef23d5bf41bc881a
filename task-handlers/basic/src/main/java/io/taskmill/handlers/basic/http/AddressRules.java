package io.taskmill.handlers.basic.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which addresses may be connected to: public ones, and those that an operator has allowed. */
final class AddressRules {

    /** IPv6 networks reach IPv4 through it (RFC 6052): the last four octets are where the packets go. */
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private static final int IPV4_OCTETS = 4;

    private final List<Network> allowed;

    /** @param allowed in addition to public ones; metadata addresses only where they are named alone */
    AddressRules(Collection<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** What kind of refused address it is; nothing if it may be connected to. */
    Optional<String> refusal(InetAddress address) {
        InetAddress end = endOf(address);
        boolean metadata = SpecialNetworks.isMetadata(end);
        if (allowed.stream().anyMatch(network -> network.contains(end) && (network.isSingle() || !metadata))) {
            return Optional.empty();
        }
        return metadata ? Optional.of("metadata") : SpecialNetworks.kindOf(end);
    }

    /** The address that packets come to in the end. */
    private static InetAddress endOf(InetAddress address) {
        // without a zone; one that is mapped into IPv6 becomes the IPv4 address that it is
        InetAddress plain = ofOctets(address.getAddress());
        byte[] octets = plain.getAddress();
        return NAT64.contains(plain)
                ? ofOctets(Arrays.copyOfRange(octets, octets.length - IPV4_OCTETS, octets.length))
                : plain;
    }

    private static InetAddress ofOctets(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has " + octets.length + " octets", e);
        }
    }
}
