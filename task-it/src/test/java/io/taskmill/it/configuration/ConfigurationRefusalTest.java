package io.taskmill.it.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.StandardEnvironment;

/** No property takes a wrong value: the failure names property, value and rule. */
class ConfigurationRefusalTest {

    /**
     * A value that is wrong.
     *
     * @param told how the failure shows it
     * @param rule a part of what the failure says must be
     */
    private record Wrong(String property, String value, String told, String rule) {}

    static Stream<Wrong> wrong() {
        return Stream.of(
                new Wrong("taskmill.shards", "0", "0", "1 to 1024"),
                new Wrong("taskmill.shards", "-8", "-8", "1 to 1024"),
                new Wrong("taskmill.shards", "1025", "1025", "1 to 1024"),
                new Wrong("taskmill.shards", "99999999999", "99999999999", "DefaultValue int]"),
                new Wrong("taskmill.shards", "eight", "eight", "DefaultValue int]"),
                new Wrong("taskmill.api.confirm-timeout", "0s", "0s", "1ms to 1m"),
                new Wrong("taskmill.api.confirm-timeout", "-1s", "-1s", "1ms to 1m"),
                new Wrong("taskmill.api.confirm-timeout", "61s", "61s", "1ms to 1m"),
                new Wrong("taskmill.api.confirm-timeout", "100000000000d", "100000000000d", "1ms to 1m"),
                new Wrong("taskmill.api.confirm-timeout", "soon", "soon", "is not a valid duration"),
                new Wrong("taskmill.api.max-body", "10B", "10B", "1KB to 8MB"),
                new Wrong("taskmill.api.max-body", "-1MB", "-1048576B", "1KB to 8MB"),
                new Wrong("taskmill.api.max-body", "9MB", "9437184B", "1KB to 8MB"),
                new Wrong("taskmill.api.max-body", "much", "much", "is not a valid data size"),
                new Wrong("taskmill.api.idempotency.ttl", "599s", "599s", "10m to 30d"),
                new Wrong("taskmill.api.idempotency.ttl", "31d", "31d", "10m to 30d"),
                new Wrong("taskmill.api.idempotency.ttl", "long", "long", "is not a valid duration"),
                new Wrong("taskmill.api.stream.heartbeat", "99ms", "99ms", "100ms to 5m"),
                new Wrong("taskmill.api.stream.heartbeat", "301s", "301s", "100ms to 5m"),
                new Wrong("taskmill.api.stream.heartbeat", "often", "often", "is not a valid duration"),
                new Wrong("taskmill.api.stream.max-readers", "0", "0", "1 to 100000"),
                new Wrong("taskmill.api.stream.max-readers", "100001", "100001", "1 to 100000"),
                new Wrong("taskmill.api.stream.max-readers", "all", "all", "DefaultValue int]"),
                new Wrong("taskmill.api.stream.buffer", "0", "0", "1 to 100000"),
                new Wrong("taskmill.api.stream.buffer", "100001", "100001", "1 to 100000"),
                new Wrong("taskmill.api.stream.buffer", "large", "large", "DefaultValue int]"),
                new Wrong("taskmill.api.stream.drop-after", "999ms", "999ms", "1s to 1m"),
                new Wrong("taskmill.api.stream.drop-after", "61s", "61s", "1s to 1m"),
                new Wrong("taskmill.api.stream.drop-after", "later", "later", "is not a valid duration"),
                new Wrong("taskmill.projector.max-batch", "0", "0", "1 to 10000"),
                new Wrong("taskmill.projector.max-batch", "10001", "10001", "1 to 10000"),
                new Wrong("taskmill.projector.max-batch", "some", "some", "DefaultValue int]"),
                new Wrong("taskmill.projector.linger", "-1ms", "-1ms", "0s to 1s"),
                new Wrong("taskmill.projector.linger", "2s", "2s", "0s to 1s"),
                new Wrong("taskmill.projector.linger", "short", "short", "is not a valid duration"),
                new Wrong("taskmill.projector.journal.max-age", "59m", "59m", "0s or 1h to 36500d"),
                new Wrong("taskmill.projector.journal.max-age", "-1s", "-1s", "0s or 1h to 36500d"),
                new Wrong("taskmill.projector.journal.max-age", "36501d", "36501d", "0s or 1h to 36500d"),
                new Wrong("taskmill.projector.journal.max-age", "never", "never", "is not a valid duration"),
                new Wrong("taskmill.projector.journal.max-entries", "999", "999", "0 or 1000 to 1000000000"),
                new Wrong("taskmill.projector.journal.max-entries", "-1", "-1", "0 or 1000 to 1000000000"),
                new Wrong(
                        "taskmill.projector.journal.max-entries",
                        "1000000001",
                        "1000000001",
                        "0 or 1000 to 1000000000"),
                new Wrong("taskmill.projector.journal.max-entries", "few", "few", "DefaultValue int]"),
                new Wrong("taskmill.projector.retention.finished", "30d", "30d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.finished", "-1s", "-1s", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.finished", "36501d", "36501d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.finished", "never", "never", "is not a valid duration"),
                new Wrong("taskmill.projector.retention.failed", "30d", "30d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.failed", "-1s", "-1s", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.failed", "36501d", "36501d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.failed", "never", "never", "is not a valid duration"),
                new Wrong("taskmill.projector.retention.cancelled", "30d", "30d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.cancelled", "-1s", "-1s", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.cancelled", "36501d", "36501d", "0s or 31d to 36500d"),
                new Wrong("taskmill.projector.retention.cancelled", "never", "never", "is not a valid duration"),
                new Wrong("taskmill.handlers.http.allowed", "localhost", "localhost", "such as 10.1.0.0/16"),
                new Wrong("taskmill.handlers.http.allowed", "10.0.0.1/8", "10.0.0.1/8", "bits after the first 8"),
                new Wrong("taskmill.handlers.http.allowed", "::1,10.0.0.0/33", "10.0.0.0/33", "0 to 32"),
                new Wrong("taskmill.vdi.hypervisor", "ftp://host", "ftp://host", "such as http://"),
                new Wrong("taskmill.vdi.hypervisor", "host:8090", "host:8090", "such as http://"),
                new Wrong("taskmill.vdi.timeout", "9ms", "9ms", "10ms to 1m"),
                new Wrong("taskmill.vdi.timeout", "61s", "61s", "10ms to 1m"),
                new Wrong("taskmill.vdi.poll", "0s", "0s", "1ms to 1m"),
                new Wrong("taskmill.vdi.poll", "61s", "61s", "1ms to 1m"),
                new Wrong("taskmill.vdi.patience", "-1s", "-1s", "0s to 1d"),
                new Wrong("taskmill.vdi.patience", "86401s", "86401s", "0s to 1d"),
                new Wrong("taskmill.vdi.between-submissions", "-1s", "-1s", "0s to 10m"),
                new Wrong("taskmill.vdi.between-submissions", "601s", "601s", "0s to 10m"),
                new Wrong("taskmill.vdi.cancel-patience", "-1s", "-1s", "0s to 8s"),
                new Wrong("taskmill.vdi.cancel-patience", "9s", "9s", "0s to 8s"),
                new Wrong("taskmill.storage.cluster", "storage:8090", "storage:8090", "an address such as"),
                new Wrong("taskmill.storage.cluster", "ftp://storage", "ftp://storage", "an address such as"),
                new Wrong("taskmill.storage.look", "9ms", "9ms", "10ms to 1m"),
                new Wrong("taskmill.storage.look", "61s", "61s", "10ms to 1m"),
                new Wrong("taskmill.storage.look", "often", "often", "is not a valid duration"),
                new Wrong("taskmill.storage.patience", "-1s", "-1s", "0s to 1h"),
                new Wrong("taskmill.storage.patience", "3601s", "3601s", "0s to 1h"),
                new Wrong("taskmill.storage.gap", "999ms", "999ms", "1s to 1h"),
                new Wrong("taskmill.storage.gap", "2h", "7200s", "1s to 1h"),
                new Wrong("taskmill.worker.name", "n".repeat(101), "n".repeat(101), "at most 100 characters"),
                new Wrong("taskmill.worker.name", "bell\u0007", "bell?", "none of them a control character"),
                new Wrong("taskmill.worker.slots", "0", "0", "1 to 10000"),
                new Wrong("taskmill.worker.slots", "10001", "10001", "1 to 10000"),
                new Wrong("taskmill.worker.slots", "many", "many", "DefaultValue int]"),
                new Wrong("taskmill.worker.slots-for-high", "-1", "-1", "less than taskmill.worker.slots=32"),
                new Wrong("taskmill.worker.slots-for-high", "32", "32", "less than taskmill.worker.slots=32"),
                new Wrong("taskmill.worker.slots-for-high", "few", "few", "DefaultValue int]"),
                new Wrong("taskmill.worker.pools", "Bad Pool", "Bad Pool", "[a-z0-9]"),
                new Wrong("taskmill.worker.pools", "good,bad.", "bad.", "[a-z0-9]"),
                new Wrong("taskmill.worker.linger", "-1ms", "-1ms", "0s to 1s"),
                new Wrong("taskmill.worker.linger", "1001ms", "1001ms", "0s to 1s"),
                new Wrong("taskmill.worker.linger", "1 moment", "1 moment", "is not a valid duration"),
                new Wrong("taskmill.worker.ack-after", "-1s", "-1s", "0s to 15m"),
                new Wrong("taskmill.worker.ack-after", "16m", "16m", "0s to 15m"),
                new Wrong("taskmill.worker.ack-after", "late", "late", "is not a valid duration"),
                new Wrong("taskmill.worker.grace", "-1s", "-1s", "0s to 1d"),
                new Wrong("taskmill.worker.grace", "25h", "25h", "0s to 1d"),
                new Wrong("taskmill.worker.grace", "long", "long", "is not a valid duration"),
                new Wrong("taskmill.worker.abort-grace", "99ms", "99ms", "100ms to 20s"),
                new Wrong("taskmill.worker.abort-grace", "21s", "21s", "100ms to 20s"),
                new Wrong("taskmill.worker.abort-grace", "soon", "soon", "is not a valid duration"),
                new Wrong("taskmill.worker.shards-timeout", "-1s", "-1s", "0s to 1d"),
                new Wrong("taskmill.worker.shards-timeout", "2d", "2d", "0s to 1d"),
                new Wrong("taskmill.worker.shards-timeout", "never", "never", "is not a valid duration"));
    }

    static Stream<Property> properties() {
        return Property.all().stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRefusedByPropertyValueAndRule(Wrong wrong) {
        Property property = properties()
                .filter(known -> known.name().equals(wrong.property()))
                .findFirst()
                .orElseThrow();

        Throwable failure = catchThrowable(() -> bind(property, wrong.value()));

        assertThat(failure).as("failure").isNotNull();
        assertThat(messages(failure)).contains(wrong.property(), wrong.told(), wrong.rule());
    }

    @Test
    void noPropertyIsLeftOut() {
        assertThat(wrong().map(Wrong::property).collect(Collectors.toSet()))
                .isEqualTo(properties().map(Property::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void anEmptyValueIsAsNoneUnlessItIsToBeANumber(Property property) throws Exception {
        if (property.type().equals(Integer.class.getName())) {
            assertThat(messages(catchThrowable(() -> bind(property, ""))))
                    .contains(property.name(), "A null value cannot be assigned");
        } else {
            assertThat(bind(property, "")).isEqualTo(bind(property, null));
        }
    }

    private static Object bind(Property property, @Nullable String value) throws ClassNotFoundException {
        Map<String, String> values = value == null ? Map.of() : Map.of(property.name(), value);
        Binder binder = new Binder(
                Set.of(new MapConfigurationPropertySource(values)),
                new PropertySourcesPlaceholdersResolver(new StandardEnvironment()),
                ApplicationConversionService.getSharedInstance());
        return binder.bindOrCreate(property.prefix(), Bindable.of(Class.forName(property.source())));
    }

    private static String messages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }
}
