package io.taskmill.cli;

import org.jspecify.annotations.Nullable;

/** Languages as POSIX and as HTTP call them. */
final class Language {

    private Language() {}

    /** {@code ru-RU} of {@code ru_RU.UTF-8}; null of {@code C} and of what names none. */
    static @Nullable String ofLocale(String locale) {
        String name = locale.replaceFirst("[.@].*", "");
        return name.matches("[a-z]{2,3}(_[A-Z]{2})?") ? name.replace('_', '-') : null;
    }
}
