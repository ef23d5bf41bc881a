package io.taskmill.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The modules that need no document, each by itself: the checks of {@code module-checks.js}, run where they belong. */
class PageModulesIT {

    private static final int CHECKS = 18;

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private static Map<String, String> results = Map.of();

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void run() throws IOException {
        try (InputStream checks = Objects.requireNonNull(
                        PageModulesIT.class.getResourceAsStream("module-checks.js"), "the checks");
                Visit visit = PAGE.visit()) {
            Object base = visit.evaluate("document.querySelector('script[type=module]').src.replace('main.js', '')");
            results = (Map<String, String>) Objects.requireNonNull(
                    visit.page().evaluate(new String(checks.readAllBytes(), StandardCharsets.UTF_8), base));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCheckHolds() {
        assertThat(results).hasSize(CHECKS);
        return results.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> assertThat(each.getValue()).isEqualTo("holds")));
    }
}
