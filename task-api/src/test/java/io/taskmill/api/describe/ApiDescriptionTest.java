package io.taskmill.api.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.api.ApiDocument;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

class ApiDescriptionTest {

    private static final String PATH = "/api/v1/tasks/0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37";

    private final ApiDocument document = ApiDocument.ofTheApplication();

    @Test
    void everythingThatIsMappedUnderApiIsDocumentedAndNothingElse() {
        List<String> documented = new ArrayList<>();
        document.json().path("paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(document.mapped()).hasSizeGreaterThan(3);
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(document.mapped().keySet());
    }

    @Test
    void eachProblemIsDocumentedWhereAControllerNamesItAndSomeControllerNamesIt() {
        TreeSet<ProblemType> named = new TreeSet<>();
        document.mapped().forEach((key, method) -> {
            int space = key.indexOf(' ');
            for (ProblemType type : answers(method).value()) {
                named.add(type);
                String status = Integer.toString(type.status().value());
                assertThat(document.problems(key.substring(0, space), key.substring(space + 1), status))
                        .as("%s of %s", type, key)
                        .contains(type.uri().toString());
            }
        });
        assertThat(named).containsExactlyInAnyOrder(ProblemType.values());
    }

    @Test
    void eachOperationHasItsTextsAndEachAnswerItsContent() {
        for (JsonNode path : document.json().path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("summary").asString()).isNotEmpty();
                assertThat(operation.path("responses").propertyNames()).contains("400", "406", "500", "503");
                operation.path("responses").properties().forEach(answer -> {
                    assertThat(answer.getValue().path("description").asString()).isNotEmpty();
                    assertThat(answer.getValue().path("content").propertyNames())
                            .isSubsetOf(
                                    answer.getKey().startsWith("2")
                                            ? Set.of("application/json", "text/csv", "text/event-stream")
                                            : Set.of("application/problem+json"))
                            .hasSize(answer.getKey().equals("204") ? 0 : 1);
                });
                operation.path("parameters").forEach(parameter -> assertThat(
                                parameter.path("description").asString())
                        .isNotEmpty());
            }
        }
    }

    @Test
    void eachFieldIsDescribed() {
        document.json().path("components").path("schemas").properties().forEach(schema -> schema.getValue()
                .path("properties")
                .properties()
                .forEach(field -> assertThat(field.getValue().has("description")
                                || field.getValue().has("$ref"))
                        .as("%s.%s", schema.getKey(), field.getKey())
                        .isTrue()));
    }

    @Test
    void noReferencePointsNowhere() {
        assertThat(document.json().findValues("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.json().at(reference.asString().substring(1)).isMissingNode())
                .as(reference.asString())
                .isFalse());
    }

    @Test
    void submissionsAreReadFromTheirBodyAndHeadersAreTold() {
        JsonNode submit = document.json().at("/paths/~1api~1v1~1tasks/post");
        assertThat(submit.at("/requestBody/required").asBoolean()).isTrue();
        assertThat(submit.at("/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Submission");
        assertThat(submit.at("/responses/202/headers").propertyNames())
                .containsExactlyInAnyOrder("Location", "Content-Language", "Vary");
        assertThat(submit.at("/responses/503/headers").propertyNames()).containsExactly("Retry-After");
        assertThat(submit.at("/responses/409/headers").propertyNames()).containsExactly("Retry-After");
        assertThat(submit.at("/responses/200/headers").propertyNames())
                .containsExactlyInAnyOrder("Location", "Content-Language", "Vary");
        assertThat(submit.path("parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("Idempotency-Key", "Accept-Language");
        assertThat(submit.path("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "202", "400", "406", "409", "413", "415", "422", "500", "503");
    }

    @Test
    void theActuatorIsNotPartOfIt() {
        assertThat(document.json().path("paths").propertyNames()).allMatch(path -> path.startsWith("/api/v1/"));
    }

    @Test
    void answersThatAreNotDocumentedAreNoticed() {
        String task =
                "{\"id\":\"0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37\",\"recorded\":true,\"created\":\"2026-05-01T10:00:00Z\"";
        document.check("GET", PATH, 200, ApiDescriptionTest::json, task + "}");
        assertThatThrownBy(() -> document.check("GET", PATH, 200, ApiDescriptionTest::json, task + ",\"x\":1}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(
                        () -> document.check("GET", PATH, 200, ApiDescriptionTest::json, task + ",\"progress\":101}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> document.check("GET", PATH, 200, name -> null, task + "}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> document.check("GET", PATH, 409, ApiDescriptionTest::json, "{}"))
                .isInstanceOf(AssertionError.class);
        String elsewhere = "{\"type\":\"urn:taskmill:problem:malformed\",\"title\":\"t\",\"status\":404}";
        assertThatThrownBy(() -> document.check("GET", PATH, 404, ApiDescriptionTest::problem, elsewhere))
                .isInstanceOf(AssertionError.class);
    }

    private static String json(String header) {
        return header.equals("Content-Type") ? "application/json" : "en";
    }

    private static String problem(String header) {
        return header.equals("Content-Type") ? "application/problem+json" : "1";
    }

    private static Answers answers(HandlerMethod method) {
        return Objects.requireNonNull(
                method.getMethodAnnotation(Answers.class), () -> method + " does not name its answers");
    }
}
