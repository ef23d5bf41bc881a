package io.taskmill.api.command;

import io.taskmill.api.body.BoundedBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** The bytes of a command's body, which may be absent; only if it is, its media type does not matter. */
final class CommandBody {

    /** Of a cancel, an amendment or a pause: a thousand characters have at most twelve thousand bytes, however they are escaped. */
    static final int MAX_SMALL_BYTES = 16 * 1024;

    private CommandBody() {}

    /**
     * @param maxBytes how many there may be
     * @throws HttpMediaTypeNotSupportedException if there is a body that is not said to be JSON
     */
    static byte[] read(HttpServletRequest request, int maxBytes) throws HttpMediaTypeNotSupportedException {
        byte[] body = BoundedBody.read(request, maxBytes);
        if (body.length > 0 && !isJson(request.getContentType())) {
            throw new HttpMediaTypeNotSupportedException(
                    "Content-Type '" + request.getContentType() + "' is not supported",
                    List.of(MediaType.APPLICATION_JSON));
        }
        return body;
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
