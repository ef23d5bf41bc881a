package io.taskmill.handlers.storage.http;

import io.taskmill.handlers.storage.StorageException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the cluster has answered to a request. */
final class Answer {

    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_QUOTE = 200;
    private static final String UNKNOWN = "UNKNOWN";

    private final String request;
    private final int status;
    private final byte[] body;
    private final JsonMapper json;

    Answer(String request, int status, byte[] body, JsonMapper json) {
        this.request = request;
        this.status = status;
        this.body = body;
        this.json = json;
    }

    /** Whether the cluster has no such thing; a path that it does not know is another matter. */
    boolean isUnknown() {
        return status == NOT_FOUND && refused().code().equals(UNKNOWN);
    }

    /** @throws StorageException if it is a refusal, or cannot be read */
    <T> T read(Class<T> type) {
        requireGood();
        return parsed(type);
    }

    /** @throws StorageException if it is a refusal */
    void requireGood() {
        if (status < 200 || status > 299) {
            throw refusal(refused());
        }
    }

    private Refused refused() {
        return parsed(Refused.class);
    }

    private StorageException refusal(Refused refused) {
        String text = "the storage cluster refused " + request + ": " + refused.text();
        return switch (refused.code()) {
            case "NO_SPACE" -> new StorageException.NoSpace(text);
            case "BUSY" -> new StorageException.Busy(text);
            case "UNREACHABLE" -> new StorageException.Unreachable(text, null);
            default -> new StorageException.Failed(refused.code(), text);
        };
    }

    /** Whatever stands between may answer too, and not in JSON. */
    private <T> T parsed(Class<T> type) {
        try {
            T value = json.readValue(body, type);
            if (value != null) {
                return value;
            }
            throw unreadable("nothing");
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage());
        }
    }

    private StorageException unreadable(String why) {
        String start = new String(body, 0, Math.min(body.length, LONGEST_QUOTE), StandardCharsets.UTF_8);
        String text = request + " was answered " + status + " with what cannot be read, " + why + ": " + start;
        return status >= SERVER_ERROR
                ? new StorageException.Unreachable(text, null)
                : new StorageException.Failed("BAD_ANSWER", text);
    }
}
