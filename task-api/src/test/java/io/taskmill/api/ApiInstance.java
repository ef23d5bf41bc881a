package io.taskmill.api;

import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A started API on a port of its own, and a client of it. */
final class ApiInstance implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private ApiInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param more further properties, {@code name=value}; they win */
    static ApiInstance start(RealBroker broker, RealStore store, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.rabbitmq.host=" + broker.host(),
                "--spring.rabbitmq.port=" + broker.port(),
                "--spring.rabbitmq.virtual-host=" + broker.virtualHost(),
                "--spring.rabbitmq.username=" + broker.username(),
                "--spring.rabbitmq.password=" + broker.password(),
                "--spring.mongodb.uri=" + store.uri()));
        for (String property : more) {
            String name = "--" + property.substring(0, property.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add("--" + property);
        }
        return new ApiInstance(
                new SpringApplicationBuilder(ApiApplication.class).run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> submit(String body) {
        return send(request("/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @param headers name, value, name, value … */
    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder request(String path) {
        int port = Objects.requireNonNull(
                context.getEnvironment().getProperty("local.server.port", Integer.class), "a port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
            ApiDocument.ofTheApplication()
                    .check(
                            built.method(),
                            built.uri().getRawPath(),
                            response.statusCode(),
                            name -> response.headers().firstValue(name).orElse(null),
                            response.body());
            return response;
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
