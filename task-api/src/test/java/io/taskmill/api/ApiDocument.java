package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.store.IdempotencyStore;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalStore;
import io.taskmill.store.PausesStore;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskTypeStore;
import io.taskmill.store.config.StoreFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /v3/api-docs} says, as the application without any server makes it, and whether an answer keeps to it. */
public final class ApiDocument {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiDocument DOCUMENT = read();

    private final ObjectNode document;
    private final Map<String, HandlerMethod> mapped;

    private ApiDocument(ObjectNode document, Map<String, HandlerMethod> mapped) {
        this.document = document;
        this.mapped = mapped;
    }

    public static ApiDocument ofTheApplication() {
        return DOCUMENT;
    }

    private static ApiDocument read() {
        ApiDocument[] read = new ApiDocument[1];
        new WebApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.autoconfigure.exclude="
                        + String.join(
                                ",",
                                "io.taskmill.messaging.config.MessagingAutoConfiguration",
                                "io.taskmill.messaging.config.BrokerHealthAutoConfiguration",
                                "io.taskmill.messaging.config.PublishMetricsAutoConfiguration",
                                "io.taskmill.store.config.StoreAutoConfiguration",
                                "io.taskmill.store.config.StoreHealthAutoConfiguration",
                                "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration",
                                "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
                                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration"))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(WireCodec.class)
                .withBean(BrokerConnections.class, () -> mock(BrokerConnections.class))
                .withBean(Installation.class, () -> mock(Installation.class))
                .withBean(StoreFactory.class, () -> mock(StoreFactory.class))
                .withBean(RunLogStore.class, () -> mock(RunLogStore.class))
                .withBean(JournalStore.class, () -> mock(JournalStore.class))
                .withBean(TaskCountStore.class, () -> mock(TaskCountStore.class))
                .withBean(IdempotencyStore.class, () -> mock(IdempotencyStore.class))
                .withBean(TaskTypeStore.class, () -> mock(TaskTypeStore.class))
                .withBean(PausesStore.class, () -> mock(PausesStore.class))
                .withUserConfiguration(ApiApplication.class)
                .run(context -> read[0] = read(context.getSourceApplicationContext()));
        return Objects.requireNonNull(read[0], "the context has run");
    }

    private static ApiDocument read(WebApplicationContext context) throws Exception {
        MockHttpServletResponse response = MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(get("/v3/api-docs"))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        Map<String, HandlerMethod> mapped = new TreeMap<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> info.getPatternValues().forEach(path -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> mapped.put(verb + " " + path, method))));
        mapped.values().removeIf(method -> !method.getBeanType().getName().startsWith("io.taskmill"));
        mapped.keySet().removeIf(key -> !key.contains(" /api/")); // the page is for people
        return new ApiDocument((ObjectNode) JSON.readTree(response.getContentAsString()), mapped);
    }

    public JsonNode json() {
        return document;
    }

    /** Of all controllers, by method and path; those that answer any method are left out. */
    public Map<String, HandlerMethod> mapped() {
        return mapped;
    }

    /** For MockMvc: fails unless the answer is as documented. */
    public static void check(MvcResult result) throws Exception {
        MockHttpServletResponse response = result.getResponse();
        DOCUMENT.check(
                Objects.requireNonNull(result.getRequest().getMethod()),
                Objects.requireNonNull(result.getRequest().getRequestURI()),
                response.getStatus(),
                response::getHeader,
                response.getContentAsString(StandardCharsets.UTF_8));
    }

    /** Paths and methods that are not documented are passed over. */
    public void check(String method, String path, int status, Function<String, @Nullable String> header, String body) {
        JsonNode operation = operation(method, path);
        if (operation == null) {
            return;
        }
        JsonNode answer = operation.path("responses").path(Integer.toString(status));
        assertThat(answer.isMissingNode())
                .as("%s %s is not documented to answer %s: %s", method, path, status, body)
                .isFalse();
        answer.path("headers").properties().stream()
                .filter(each -> each.getValue().path("required").asBoolean(true))
                .forEach(each -> assertThat(header.apply(each.getKey()))
                        .as("%s of %s %s %s", each.getKey(), method, path, status)
                        .isNotNull());
        if (status == HttpStatus.NO_CONTENT.value()) {
            assertThat(answer.has("content")).isFalse();
            assertThat(body).isEmpty();
            return;
        }
        String type = Objects.requireNonNull(header.apply("Content-Type"), "a content type");
        JsonNode content = answer.path("content").path(type.replaceAll(";.*", ""));
        assertThat(content.isMissingNode())
                .as("%s %s is not documented to answer %s as %s", method, path, status, type)
                .isFalse();
        String json = type.contains("json") ? body : JSON.writeValueAsString(body);
        assertThat(violations(content.path("schema"), json))
                .as("%s %s %s: %s", method, path, status, body)
                .isEmpty();
    }

    /** A path that is documented as it stands comes before one with a variable. */
    private @Nullable JsonNode operation(String method, String path) {
        JsonNode exact = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            boolean matches =
                    PathPatternParser.defaultInstance.parse(each.getKey()).matches(PathContainer.parsePath(path));
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (matches && !operation.isMissingNode()) {
                return operation;
            }
        }
        return null;
    }

    /** What of a body is not as a schema of this document has it; also members that the schema does not know. */
    public Collection<String> violations(JsonNode schema, String body) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.put("unevaluatedProperties", false);
        ObjectNode components = (ObjectNode) document.path("components").deepCopy();
        components.path("schemas").properties().forEach(each -> {
            // answered with further members, or part of another schema
            if (!each.getKey().equals("Problem") && each.getValue().has("properties")) {
                ((ObjectNode) each.getValue()).put("additionalProperties", false);
            }
        });
        root.set("components", components);
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .locale(Locale.ENGLISH)
                                .build()))
                .getSchema(root.toString())
                .validate(JSON.readTree(body))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** A schema of the components, to validate against. */
    public JsonNode schema(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** The names of Taskmill's own problems that an operation is documented to answer, by status. */
    public List<String> problems(String method, String path, String status) {
        return document
                .path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(status)
                .findValues("enum")
                .stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .filter(value -> value.startsWith("urn:"))
                .toList();
    }
}
