package io.taskmill.api.journal;

import com.ibm.icu.text.MessageFormat;
import io.taskmill.api.text.Language;
import io.taskmill.model.journal.JournalArgs;
import io.taskmill.model.journal.JournalEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of entries. Patterns are ICU's, with the entry's arguments by their names and {@code title}, what the type is
 * called; those that are absent select {@code none}.
 */
final class JournalTexts {

    private static final String BUNDLE = "io.taskmill.api.journal.journal";

    /** What selects in a pattern the words for what is absent. */
    private static final String NONE = "none";

    private static final String TITLE = "title";

    /** The root bundle is English; the machine's own language plays no part. */
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private JournalTexts() {}

    static String of(JournalEntry entry, @Nullable String title, Language language) {
        MessageFormat format = new MessageFormat(pattern(entry, language), language.icuLocale());
        Map<String, Object> arguments = new HashMap<>();
        arguments.put(TITLE, NONE);
        JournalArgs.ALL.forEach(name -> arguments.put(name, NONE)); // the format names no nested ones
        arguments.putAll(entry.args());
        if (title != null) {
            arguments.put(TITLE, title);
        }
        return format.format(arguments).strip();
    }

    private static String pattern(JournalEntry entry, Language language) {
        return ResourceBundle.getBundle(BUNDLE, language.locale(), NO_FALLBACK)
                .getString(entry.kind().name());
    }
}
