package io.taskmill.handlers.vdi.hypervisor;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hypervisor that is asked over HTTP, as the simulator plays it. */
public final class HttpHypervisor implements Hypervisor, AutoCloseable {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final HttpClient http;
    private final URI address;
    private final Duration timeout;

    /**
     * Asks the one at that address.
     *
     * @param address such as {@code http://127.0.0.1:8090}
     * @param timeout of a connection, and of each request
     */
    public HttpHypervisor(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Template template(String id) throws InterruptedException {
        return read(ask("GET", "/templates/" + encoded(id), null), Template.class);
    }

    @Override
    public List<Vm> vms(String pool) throws InterruptedException {
        return List.of(read(ask("GET", "/vms?pool=" + encoded(pool), null), Vm[].class));
    }

    @Override
    public Optional<Vm> vm(String id) throws InterruptedException {
        return found("/vms/" + encoded(id)).map(body -> read(body, Vm.class));
    }

    @Override
    public Optional<JsonNode> pool(String tag) throws InterruptedException {
        return found("/pools/" + encoded(tag));
    }

    @Override
    public void describePool(String tag, Object description) throws InterruptedException {
        ask("PUT", "/pools/" + encoded(tag), description);
    }

    @Override
    public void dropPool(String tag) throws InterruptedException {
        try {
            ask("DELETE", "/pools/" + encoded(tag), null);
        } catch (HypervisorException.Unknown e) {
            return; // dropped before: an answer may have been lost
        }
    }

    /** As it stands on the wire. */
    private record Submission(String id, String kind, Object request) {}

    private record OfVms(List<String> vms, @Nullable String value) {

        static OfVms one(String vm, @Nullable String value) {
            return new OfVms(List.of(vm), value);
        }
    }

    @Override
    public Operation submit(String id, Order order) throws InterruptedException {
        Submission submission =
                switch (order) {
                    case Order.Clone clone -> new Submission(id, "clone", clone);
                    case Order.Delete(List<String> vms) -> new Submission(id, "delete", new OfVms(vms, null));
                    case Order.PowerOn(String vm) -> new Submission(id, "power-on", OfVms.one(vm, null));
                    case Order.AllowRemoteAccess(String vm) -> new Submission(id, "remote-access", OfVms.one(vm, null));
                    case Order.SetHostName(String vm, String name) ->
                        new Submission(id, "host-name", OfVms.one(vm, name));
                    case Order.JoinDomain(String vm, String domain) ->
                        new Submission(id, "join-domain", OfVms.one(vm, domain));
                    case Order.PutIntoUnit(String vm, String unit) ->
                        new Submission(id, "put-into-unit", OfVms.one(vm, unit));
                    case Order.Backup(String vm, String name) -> new Submission(id, "backup", OfVms.one(vm, name));
                };
        return read(ask("POST", "/operations", submission), Operation.class);
    }

    @Override
    public Optional<Operation> operation(String id) throws InterruptedException {
        return found("/operations/" + encoded(id)).map(body -> read(body, Operation.class));
    }

    @Override
    public void cancel(String id) throws InterruptedException {
        try {
            ask("POST", "/operations/" + encoded(id) + "/cancel", null);
        } catch (HypervisorException.Unknown e) {
            return; // it was never begun
        }
    }

    private Optional<JsonNode> found(String path) throws InterruptedException {
        try {
            return Optional.of(ask("GET", path, null));
        } catch (HypervisorException.Unknown e) {
            return Optional.empty();
        }
    }

    private JsonNode ask(String method, String path, @Nullable Object body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/hypervisor" + path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        String what = method + " " + path;
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() == OK || response.statusCode() == ACCEPTED) {
                return answer;
            }
            throw refusal(what, answer);
        } catch (IOException e) {
            throw new HypervisorException.Unreachable(
                    "the hypervisor at " + address + " did not answer " + what + ": " + e, e);
        } catch (JacksonException e) {
            throw new HypervisorException.Failed(
                    "the hypervisor at " + address + " answered " + what + " with what is no JSON");
        }
    }

    private static HypervisorException refusal(String what, JsonNode answer) {
        String code = answer.path("code").asString("");
        String text =
                what + " was refused as " + code + ": " + answer.path("text").asString("");
        return HypervisorException.of(code, text);
    }

    private <T> T read(JsonNode body, Class<T> type) {
        try {
            return json.treeToValue(body, type);
        } catch (JacksonException e) {
            throw new HypervisorException.Failed("the hypervisor at " + address
                    + " answered with what cannot be read as " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
