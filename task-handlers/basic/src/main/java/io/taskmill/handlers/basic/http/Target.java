package io.taskmill.handlers.basic.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes. What is connected to is taken from here and nowhere else, so that no second reading of a URL can
 * come to another host.
 *
 * @param scheme http or https
 * @param host in lower case; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param path with query, as sent; begins with '/'
 */
record Target(String scheme, String host, int port, String path) {

    static final int MAX_LENGTH = 4_096;

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    /** Header values come as octets, one a character. */
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    /** Resolvers read a name with such a last label as a number, each in its own way. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    /** @throws io.taskmill.handler.TaskFailedException unless a request may go there; never shows the text */
    static Target parse(String url) {
        return of(uri(url));
    }

    /** Where a redirect leads, by RFC 3986, section 5. */
    Target resolve(String location) {
        String ascii = NOT_ASCII
                .matcher(location)
                .replaceAll(octet -> "%" + HEX.toHexDigits((byte) octet.group().charAt(0)));
        if (ascii.startsWith("?")) { // which java.net.URI resolves by an older RFC
            return of(uri(origin() + path.split("\\?", 2)[0] + ascii));
        }
        return of(uri(toString()).resolve(uri(ascii)));
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    boolean hasOriginOf(Target other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** The address that the host is written as, if it is one. */
    Optional<InetAddress> literal() {
        if (host.indexOf(':') >= 0) {
            return Optional.of(Inet6Address.ofLiteral(host));
        }
        return DOTTED.matcher(host).matches() ? Optional.of(Inet4Address.ofLiteral(host)) : Optional.empty();
    }

    /** Scheme, host and port as in a URL. */
    String origin() {
        return scheme + "://" + authority();
    }

    /** As the header Host has it. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == defaultPort(scheme) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return origin() + path;
    }

    private static URI uri(String text) {
        if (text.length() > MAX_LENGTH) {
            throw Failure.INVALID_URL.because("the URL has more than " + MAX_LENGTH + " characters");
        }
        if (!PRINTABLE.matcher(text).matches()) {
            throw Failure.INVALID_URL.because("the URL has other characters than printable ones of ASCII");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Failure.INVALID_URL.because("the URL cannot be read: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    private static Target of(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw Failure.USER_INFO_IN_URL.because("the URL has user info before its host");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Failure.INVALID_URL.because("the URL must begin with http:// or https://");
        }
        String host = host(uri.getHost());
        int port = uri.getPort() == -1 ? defaultPort(scheme) : uri.getPort();
        if (port < 1 || port > HIGHEST_PORT) {
            throw Failure.INVALID_URL.because("the URL's port must be 1 to " + HIGHEST_PORT);
        }
        Target target = new Target(scheme, host, port, path(uri));
        if (target.toString().length() > MAX_LENGTH) {
            throw Failure.INVALID_URL.because("the URL has more than " + MAX_LENGTH + " characters");
        }
        return target;
    }

    private static String host(@Nullable String written) {
        if (written == null) {
            throw Failure.INVALID_URL.because("the URL names no host, or not as a name or an address");
        }
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            if (host.indexOf('%') >= 0) {
                throw Failure.INVALID_URL.because("the URL's address has a zone");
            }
            return address(host.substring(1, host.length() - 1));
        }
        if (host.endsWith(".")) {
            throw Failure.INVALID_URL.because("the URL's host ends with a dot");
        }
        if (NUMERIC_END.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw Failure.INVALID_URL.because("the URL's host is a number that is not written as an address");
        }
        return host;
    }

    private static String address(String host) {
        try {
            var _ = Inet6Address.ofLiteral(host);
            return host;
        } catch (IllegalArgumentException e) {
            throw Failure.INVALID_URL.because("the URL has brackets around what is no address");
        }
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String rooted = path.startsWith("/") ? path : "/" + path;
        return uri.getRawQuery() == null ? rooted : rooted + "?" + uri.getRawQuery();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
