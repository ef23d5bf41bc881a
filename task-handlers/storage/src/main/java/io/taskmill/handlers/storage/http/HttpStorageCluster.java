package io.taskmill.handlers.storage.http;

import io.taskmill.handlers.storage.Convergence;
import io.taskmill.handlers.storage.Image;
import io.taskmill.handlers.storage.Operation;
import io.taskmill.handlers.storage.Pool;
import io.taskmill.handlers.storage.RbdImage;
import io.taskmill.handlers.storage.Sample;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.Vm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The storage cluster that the simulator plays, over HTTP. */
public final class HttpStorageCluster implements StorageCluster, AutoCloseable {

    private static final String ROOM = "/storage";

    private final Exchange exchange;

    /** @param address of the simulator, without a path */
    public HttpStorageCluster(URI address) {
        exchange = new Exchange(address);
    }

    /** An operation as the cluster shows it. */
    private record Shown(
            String id,
            Operation.State state,
            int percent,
            @Nullable Refused error) {

        Operation operation() {
            return new Operation(id, state, percent, error == null ? null : error.code() + ", " + error.text());
        }
    }

    @Override
    public Optional<Vm> vm(String vmId) throws InterruptedException {
        return find(ROOM + "/vms/" + segment(vmId), Vm.class);
    }

    @Override
    public void removeVm(String vmId) throws InterruptedException {
        Answer answer = exchange.send("DELETE", ROOM + "/vms/" + segment(vmId), null);
        if (!answer.isUnknown()) {
            answer.requireGood();
        }
    }

    @Override
    public List<Image> imagesOf(String vmId) throws InterruptedException {
        return List.of(exchange.send("GET", ROOM + "/vms/" + segment(vmId) + "/images", null)
                .read(Image[].class));
    }

    @Override
    public Optional<Image> image(String imageId) throws InterruptedException {
        return find(ROOM + "/images/" + segment(imageId), Image.class);
    }

    @Override
    public Operation removeImage(String imageId, String operationId) throws InterruptedException {
        return exchange.send(
                        "POST",
                        ROOM + "/operations",
                        Map.of("id", operationId, "kind", "remove-image", "request", Map.of("imageId", imageId)))
                .read(Shown.class)
                .operation();
    }

    @Override
    public Operation operation(String operationId) throws InterruptedException {
        return known("GET", operationId, "");
    }

    @Override
    public Operation cancel(String operationId) throws InterruptedException {
        return known("POST", operationId, "/cancel");
    }

    private Operation known(String method, String operationId, String verb) throws InterruptedException {
        Answer answer = exchange.send(method, ROOM + "/operations/" + segment(operationId) + verb, null);
        if (answer.isUnknown()) {
            throw new StorageException.UnknownOperation(operationId);
        }
        return answer.read(Shown.class).operation();
    }

    @Override
    public Optional<Pool> pool(String name) throws InterruptedException {
        return find(ROOM + "/pools/" + segment(name), Pool.class);
    }

    @Override
    public Pool setPgNum(String pool, int pgNum) throws InterruptedException {
        return exchange.send("PUT", ROOM + "/pools/" + segment(pool) + "/pg-num", Map.of("pgNum", pgNum))
                .read(Pool.class);
    }

    @Override
    public Convergence convergence(String pool) throws InterruptedException {
        return exchange.send("GET", ROOM + "/pools/" + segment(pool) + "/convergence", null)
                .read(Convergence.class);
    }

    @Override
    public void watchRbd(RbdImage image) throws InterruptedException {
        exchange.send("PUT", counters(image) + "/interest", null).requireGood();
    }

    @Override
    public List<Sample> samples(RbdImage image, int most) throws InterruptedException {
        return List.of(exchange.send("GET", counters(image) + "/samples?most=" + most, null)
                .read(Sample[].class));
    }

    private static String counters(RbdImage image) {
        return ROOM + "/rbd/" + segment(image.pool()) + "/" + segment(image.image());
    }

    private <T> Optional<T> find(String path, Class<T> type) throws InterruptedException {
        Answer answer = exchange.send("GET", path, null);
        return answer.isUnknown() ? Optional.empty() : Optional.of(answer.read(type));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        exchange.close();
    }
}
