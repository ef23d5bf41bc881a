package io.taskmill.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a MongoDB is.
 *
 * @param uri {@code mongodb://[user:password@]host:port[,…][/database][?options]}; carries a password, so it is kept
 *     out of {@link #toString()}
 */
record StoreAddress(String uri) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>mongodb(?:\\+srv)?://)(?<user>[^@/?]+@)?(?<hosts>[^@/?]+)(?:/(?<database>[^?]*))?(?:\\?(?<options>.*))?");

    StoreAddress {
        uri = uri.strip();
        if (!SHAPE.matcher(uri).matches()) {
            throw new TestkitException("MongoDB's URI must look like mongodb://host:port/?replicaSet=name");
        }
    }

    /** The same server with another database, options kept; a user is still looked up where the URI said. */
    String uri(String database) {
        Matcher parts = match();
        String options = orEmpty(parts.group("options"));
        if (parts.group("user") != null && !options.contains("authSource=")) {
            String named = orEmpty(parts.group("database"));
            options += (options.isEmpty() ? "" : "&") + "authSource=" + (named.isEmpty() ? "admin" : named);
        }
        return parts.group("scheme")
                + orEmpty(parts.group("user"))
                + parts.group("hosts")
                + "/"
                + database
                + (options.isEmpty() ? "" : "?" + options);
    }

    private Matcher match() {
        Matcher matcher = SHAPE.matcher(uri);
        matcher.matches();
        return matcher;
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }

    @Override
    public String toString() {
        return "MongoDB at " + match().group("hosts");
    }
}
