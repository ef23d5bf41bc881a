package io.taskmill.api.text;

import com.ibm.icu.text.MessageFormat;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.type.TaskType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Renders the texts that a type announced. A text that is missing or broken in the reader's language is taken in
 * English, and failing that its key stands for it.
 */
public final class TypeTexts {

    private TypeTexts() {}

    /** @param type null if it is not known any more */
    public static String message(@Nullable TaskType type, StatusMessage message, Language language) {
        return text(type, message.key(), message.args(), language).orElse(message.key());
    }

    /** What the type is called. */
    public static String title(@Nullable TaskType type, String name, Language language) {
        return text(type, TaskType.TITLE, List.of(), language).orElse(name);
    }

    private static Optional<String> text(@Nullable TaskType type, String key, List<Object> args, Language language) {
        if (type == null) {
            return Optional.empty();
        }
        return rendered(type, key, args, language).or(() -> rendered(type, key, args, Language.DEFAULT));
    }

    private static Optional<String> rendered(TaskType type, String key, List<Object> args, Language language) {
        String pattern = type.texts().getOrDefault(language.tag(), Map.of()).get(key);
        if (pattern == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MessageFormat(pattern, language.icuLocale()).format(args.toArray()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not a pattern, or not one for these arguments
        }
    }
}
