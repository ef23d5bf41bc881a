package io.taskmill.it.page;

import java.util.Map;

/** What the API says in each language. */
final class FakeTexts {

    private static final Map<String, Map<String, String>> STATES = Map.of(
            "en",
            Map.of(
                    "INITIAL", "Starting",
                    "IN_PROGRESS", "In progress",
                    "FAILED", "Failed",
                    "CANCELLED", "Cancelled",
                    "FINISHED", "Finished"),
            "ru",
            Map.of(
                    "INITIAL", "Запускаются",
                    "IN_PROGRESS", "Выполняются",
                    "FAILED", "Ошибка",
                    "CANCELLED", "Отменено",
                    "FINISHED", "Завершено"));

    private static final Map<String, Map<String, String>> TYPES = Map.of(
            "en", Map.of("COUNT", "Count", "HTTP_CALL", "HTTP call"),
            "ru", Map.of("COUNT", "Счёт", "HTTP_CALL", "HTTP-запрос"));

    private FakeTexts() {}

    static String state(String state, String language) {
        return of(STATES, language).getOrDefault(state, state);
    }

    static String type(String type, String language) {
        return of(TYPES, language).getOrDefault(type, type);
    }

    private static Map<String, String> of(Map<String, Map<String, String>> texts, String language) {
        return texts.getOrDefault(language, Map.of());
    }
}
