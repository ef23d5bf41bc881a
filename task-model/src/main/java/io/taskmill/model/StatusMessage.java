package io.taskmill.model;

import java.util.List;

/**
 * What a run says of itself, kept as key and arguments and rendered in the reader's language (invariant 9).
 *
 * @param key names a text that the task's type announced
 * @param args fill the text's numbered places; strings and finite numbers of at most 64 bits, kept as long or double
 */
public record StatusMessage(String key, List<Object> args) {

    public StatusMessage {
        if (key.isEmpty() || key.length() > 127) {
            throw new IllegalArgumentException("message key '" + key + "' must have 1 to 127 characters");
        }
        String named = key;
        args = args.stream().map(arg -> plain(named, arg)).toList();
    }

    /** Numbers as they come back from JSON and from documents, so that a message equals itself after any way. */
    private static Object plain(String key, Object arg) {
        return switch (arg) {
            case Byte _, Short _, Integer _, Long _ -> ((Number) arg).longValue();
            case Float number when Float.isFinite(number) -> number.doubleValue();
            case Double number when Double.isFinite(number) -> number;
            case String text when Unicode.isWellFormed(text) -> text;
            default ->
                throw new IllegalArgumentException("message '" + key + "' has an argument that is neither a number"
                        + " of at most 64 bits nor a well-formed string: "
                        + arg.getClass().getName());
        };
    }

    public static StatusMessage of(String key, Object... args) {
        return new StatusMessage(key, List.of(args));
    }
}
