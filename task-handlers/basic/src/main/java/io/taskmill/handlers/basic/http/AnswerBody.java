package io.taskmill.handlers.basic.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The beginning of an answer's body.
 *
 * @param text the body itself, or its base64
 * @param truncated whether there is more of it
 */
record AnswerBody(String text, boolean base64, boolean truncated) {

    /** In octets, as they came. */
    static final int MAX_OCTETS = 64 * 1024;

    private static final int STEP = 8 * 1024;

    /** What no text has; in JSON one of them would take the room of six. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f]");

    /**
     * Reads until the end or the bound; what is left is left unread.
     *
     * @param progress is told how many octets have come
     */
    static AnswerBody read(ClassicHttpResponse answer, IntConsumer progress) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return new AnswerBody("", false, false);
        }
        // not closed: that would read what is left
        InputStream stream = entity.getContent();
        byte[] octets = new byte[MAX_OCTETS + 1];
        int count = 0;
        while (count < octets.length) {
            int more = stream.read(octets, count, Math.min(STEP, octets.length - count));
            if (more < 0) {
                break;
            }
            count += more;
            progress.accept(count);
        }
        boolean truncated = count > MAX_OCTETS;
        ByteBuffer kept = ByteBuffer.wrap(octets, 0, Math.min(count, MAX_OCTETS));
        boolean plain = isAsWritten(answer);
        return (plain ? decoded(kept.duplicate(), charsetOf(answer), truncated) : Optional.<String>empty())
                .map(text -> new AnswerBody(text, false, truncated))
                .orElseGet(() -> new AnswerBody(base64(kept), true, truncated));
    }

    private static boolean isAsWritten(ClassicHttpResponse answer) {
        Header coding = answer.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        return coding == null || coding.getValue().equalsIgnoreCase("identity");
    }

    /** The one that the server names, if Java knows it. */
    private static Charset charsetOf(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        ContentType type = header == null ? null : ContentType.parseLenient(header.getValue());
        Charset named = type == null ? null : type.getCharset();
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    /** Nothing if that is no text in this charset. A character that the bound cuts in two is left out. */
    private static Optional<String> decoded(ByteBuffer octets, Charset charset, boolean truncated) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(octets.remaining() * (double) decoder.maxCharsPerByte()));
        boolean fits = !decoder.decode(octets, text, !truncated).isError()
                && (truncated || !decoder.flush(text).isError());
        String whole = text.flip().toString();
        return fits && !CONTROL.matcher(whole).find() ? Optional.of(whole) : Optional.empty();
    }

    private static String base64(ByteBuffer octets) {
        return StandardCharsets.US_ASCII
                .decode(Base64.getEncoder().encode(octets))
                .toString();
    }
}
