package io.taskmill.it.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table in docs/configuration.md is made of the metadata. To write it anew:
 * {@code mvn test -pl task-it -am -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtaskmill.docs.write=true}
 */
class ConfigurationPageTest {

    private static final Path PAGE = ProjectRoot.find().resolve("docs/configuration.md");
    private static final String BEGIN = "<!-- made by ConfigurationPageTest of the metadata: begin -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void thePageTellsWhatTheMetadataTells() throws IOException {
        String page = Files.readString(PAGE);
        String made = withTable(page);
        if (Boolean.getBoolean("taskmill.docs.write")) {
            Files.writeString(PAGE, made);
        } else {
            assertThat(page).isEqualTo(made);
        }
    }

    @Test
    void everyPropertyHasAMeaning() {
        assertThat(Property.all()).isNotEmpty().allSatisfy(property -> assertThat(property.description())
                .as(property.name())
                .isNotBlank());
    }

    private static String withTable(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        assertThat(end).as("marks of the table").isGreaterThanOrEqualTo(BEGIN.length());
        return page.substring(0, begin) + table() + page.substring(end);
    }

    private static String table() {
        return """
                | property | environment variable | type | default | of | meaning |
                |---|---|---|---|---|---|
                """
                + Property.all().stream()
                        .sorted(Comparator.comparing(Property::prefix))
                        .map(ConfigurationPageTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Property property) {
        return "| `%s` | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        property.name(),
                        property.variable(),
                        type(property),
                        property.standard().isEmpty() ? "–" : "`" + property.standard() + "`",
                        program(property),
                        property.description()
                                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                .replace("|", "\\|"));
    }

    private static String type(Property property) {
        return switch (property.type()) {
            case "java.lang.Integer", "int" -> "integer";
            case "java.lang.String" -> "text";
            case "java.time.Duration" -> "duration";
            case "org.springframework.util.unit.DataSize" -> "size";
            case "java.net.URI" -> "address";
            case "java.util.Set<java.lang.String>" -> "list of texts";
            default -> throw new AssertionError(property + " has a type that this page has no word for");
        };
    }

    private static String program(Property property) {
        return switch (property.prefix()) {
            case "taskmill" -> "projector, worker";
            case "taskmill.api", "taskmill.api.idempotency", "taskmill.api.stream" -> "API";
            case "taskmill.projector", "taskmill.projector.journal", "taskmill.projector.retention" -> "projector";
            case "taskmill.worker", "taskmill.handlers.http", "taskmill.vdi", "taskmill.storage" -> "worker";
            default -> throw new AssertionError(property + " belongs to a program that is not known here");
        };
    }
}
