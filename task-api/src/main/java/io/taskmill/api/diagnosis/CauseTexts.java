package io.taskmill.api.diagnosis;

import com.ibm.icu.text.MessageFormat;
import io.taskmill.api.text.Language;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The sentences of causes. Patterns are ICU's, with the details by their names; those that are absent select {@code none}. */
final class CauseTexts {

    private static final String BUNDLE = "io.taskmill.api.diagnosis.causes";

    /** What selects in a pattern the words for a detail that is absent. */
    private static final String NONE = "none";

    /** The root bundle is English; the machine's own language plays no part. */
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private CauseTexts() {}

    static String of(Cause cause, Language language) {
        String pattern = ResourceBundle.getBundle(BUNDLE, language.locale(), NO_FALLBACK)
                .getString(cause.code().name());
        Map<String, Object> arguments = new HashMap<>();
        new MessageFormat(pattern, language.icuLocale()).getArgumentNames().forEach(name -> arguments.put(name, NONE));
        cause.details().forEach((name, detail) -> arguments.put(name, text(detail)));
        return new MessageFormat(pattern, language.icuLocale())
                .format(arguments)
                .strip();
    }

    private static Object text(Object detail) {
        return switch (detail) {
            case Number number -> number;
            case Instant instant -> instant.toString();
            case Collection<?> several ->
                String.join(", ", several.stream().map(String::valueOf).toList());
            default -> detail.toString();
        };
    }
}
