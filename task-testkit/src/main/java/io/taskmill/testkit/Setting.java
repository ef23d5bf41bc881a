package io.taskmill.testkit;

import java.util.Optional;

/** What a developer or a build gives a test run by name: a system property, else an environment variable. */
enum Setting {
    TASKMILL_TEST_RABBITMQ_URI,
    TASKMILL_TEST_RABBITMQ_MANAGEMENT,
    TASKMILL_TEST_MONGODB_URI,
    TASKMILL_TEST_PAIR;

    Optional<String> value() {
        return Optional.ofNullable(System.getProperty(name()))
                .or(() -> Optional.ofNullable(System.getenv(name())))
                .filter(value -> !value.isBlank());
    }
}
