package io.taskmill.model;

import java.util.List;

/**
 * What a run says of itself, kept as key and arguments and rendered in the reader's language (invariant 9).
 *
 * @param key names a text that the task's type announced
 * @param args fill the text's numbered places; numbers and strings only
 */
public record StatusMessage(String key, List<Object> args) {

    public StatusMessage {
        if (key.isEmpty() || key.length() > 127) {
            throw new IllegalArgumentException("message key '" + key + "' must have 1 to 127 characters");
        }
        args = List.copyOf(args);
        for (Object arg : args) {
            if (!(arg instanceof Number) && !(arg instanceof String)) {
                throw new IllegalArgumentException("message '" + key + "' has an argument that is neither number nor"
                        + " string: " + arg.getClass().getName());
            }
        }
    }

    public static StatusMessage of(String key, Object... args) {
        return new StatusMessage(key, List.of(args));
    }
}
