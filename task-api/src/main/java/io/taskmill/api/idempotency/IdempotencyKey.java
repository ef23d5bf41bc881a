package io.taskmill.api.idempotency;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls one submission, so that it can send it again; it means something to this caller alone. The header is
 * that of the IETF's draft-ietf-httpapi-idempotency-key-header: a string of RFC 9651, such as {@code "8e03978e"}. The same
 * without quotes is taken too, since many clients send it so.
 *
 * @param caller who submits; empty while nobody has to say so
 */
public record IdempotencyKey(String caller, String key) implements SubmissionKey {

    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    /** Neither quotes nor commas: those are of a string that is malformed, or of two headers that were made one. */
    private static final Pattern BARE = Pattern.compile("[!-~&&[^\",]]+");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[!-~&&[^\"\\\\]]|\\\\[\"\\\\])+)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /**
     * Of a request; null if it has none.
     *
     * @throws ApiException if it has something else, or several
     */
    public static @Nullable IdempotencyKey of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(HEADER));
        if (sent.isEmpty()) {
            return null;
        }
        if (sent.size() > 1) {
            throw malformed(HEADER + " is given " + sent.size() + " times; a submission has one.");
        }
        Principal caller = request.getUserPrincipal();
        return new IdempotencyKey(
                caller == null ? "" : caller.getName(), read(sent.getFirst().strip()));
    }

    private static String read(String sent) {
        Matcher quoted = QUOTED.matcher(sent);
        String key = quoted.matches() ? ESCAPED.matcher(quoted.group(1)).replaceAll("$1") : sent;
        boolean sound = quoted.matches() || BARE.matcher(sent).matches();
        if (!sound || key.length() > LONGEST) {
            throw malformed(HEADER + " must be 1 to " + LONGEST
                    + " visible ASCII characters without spaces, in double quotes or as they are;"
                    + " those with a quote or a comma among them in quotes.");
        }
        return key;
    }

    private static ApiException malformed(String detail) {
        return ApiException.of(ProblemType.MALFORMED_IDEMPOTENCY_KEY, detail);
    }

    @Override
    public String name() {
        return HEADER;
    }

    /** Names key and caller in a store; tells neither. */
    @Override
    public String id() {
        return Sha256.hex("taskmill idempotency key 1", caller, key);
    }

    /** Without the key, which is the caller's own matter. */
    @Override
    public String toString() {
        return "IdempotencyKey[" + id() + "]";
    }
}
