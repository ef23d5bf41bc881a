package io.taskmill.api.body;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bytes of a request's body, of which there may be so many and no more. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * The length that a client declares spares reading too long a body; what it does not declare is counted.
     *
     * @throws ApiException if there are more bytes than that, or they do not all come
     */
    public static byte[] read(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw ApiException.of(ProblemType.MALFORMED, "The body could not be read to its end.", e);
        }
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static ApiException tooLarge(int maxBytes) {
        return ApiException.of(ProblemType.TOO_LARGE, "The body may have at most " + maxBytes + " bytes.");
    }
}
