package io.taskmill.api.text;

import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The languages that Taskmill speaks. */
public enum Language {
    EN(Locale.ENGLISH),
    RU(Locale.of("ru"));

    /** For readers of none of them, and for texts that lack a translation. */
    public static final Language DEFAULT = EN;

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The one that the locale's language is, else the default. */
    public static Language of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.locale.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(DEFAULT);
    }

    static List<Locale> locales() {
        return Arrays.stream(values()).map(Language::locale).toList();
    }

    public Locale locale() {
        return locale;
    }

    public ULocale icuLocale() {
        return ULocale.forLocale(locale);
    }

    /** As in {@code Content-Language}, and as key of a type's texts. */
    public String tag() {
        return locale.toLanguageTag();
    }
}
