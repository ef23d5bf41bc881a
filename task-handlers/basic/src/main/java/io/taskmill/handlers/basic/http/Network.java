package io.taskmill.handlers.basic.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Addresses of one family with a common beginning.
 *
 * @param first what they have in common, then zeros
 * @param prefix how many bits they have in common
 * @param length how many bits an address has: 32 or 128
 */
record Network(BigInteger first, int prefix, int length) {

    private static final Pattern LITERAL = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    Network {
        if (prefix < 0 || prefix > length) {
            throw new IllegalArgumentException("the prefix has " + prefix + " bits but must have 0 to " + length);
        }
        if (first.mod(BigInteger.TWO.pow(length - prefix)).signum() != 0) {
            throw new IllegalArgumentException("there are bits after the first " + prefix);
        }
    }

    /**
     * Reads {@code 10.1.0.0/16}, {@code fd12::/48}, or an address alone.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        if (!LITERAL.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("it does not begin with an address");
        }
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int length = address.length * Byte.SIZE;
        if (parts.length == 1) {
            return new Network(new BigInteger(1, address), length, length);
        }
        if (!PREFIX.matcher(parts[1]).matches()) {
            throw new IllegalArgumentException("after the slash must stand a number of bits");
        }
        return new Network(new BigInteger(1, address), Integer.parseInt(parts[1]), length);
    }

    boolean isSingle() {
        return prefix == length;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length * Byte.SIZE == length
                && new BigInteger(1, bytes).shiftRight(length - prefix).equals(first.shiftRight(length - prefix));
    }
}
