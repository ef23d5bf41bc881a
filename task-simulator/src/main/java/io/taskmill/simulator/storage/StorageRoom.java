package io.taskmill.simulator.storage;

import io.taskmill.simulator.Call;
import io.taskmill.simulator.Refusal;
import io.taskmill.simulator.Room;
import io.taskmill.simulator.Routes;
import io.taskmill.simulator.Work;
import io.taskmill.simulator.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Plays a storage cluster, the truth about images. */
public final class StorageRoom implements Room {

    /** The pace of a pool: one placement group more or less. */
    static final String PLACEMENT_GROUP = "placement-group";

    /** The pace of counters: one sample. */
    static final String RBD_SAMPLE = "rbd-sample";

    private static final int MOST_SAMPLES = 1_000;

    private Cluster cluster = Cluster.empty();

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public void open(@Nullable JsonNode saved, World world) {
        if (saved != null) {
            cluster = world.read(saved, Cluster.class);
        }
    }

    @Override
    public Object state() {
        return cluster;
    }

    @Override
    public Map<String, Work> works() {
        return Map.of("remove-image", new ImageRemoval(this::cluster));
    }

    private Cluster cluster() {
        return cluster;
    }

    @Override
    public void route(Routes routes) {
        routeVms(routes);
        routeImages(routes);
        routePools(routes);
        routeCounters(routes);
    }

    /** What is put of a machine. */
    record PutVm(String name) {}

    private void routeVms(Routes routes) {
        routes.get("/storage/vms", _ -> cluster.vms().values());
        routes.get("/storage/vms/{id}", call -> known(cluster.vms(), "virtual machine", call.name("id")));
        routes.get("/storage/vms/{id}/images", call -> imagesOf(call.name("id")));
        routes.put("/storage/vms/{id}", call -> {
            Vm vm = new Vm(call.name("id"), call.body(PutVm.class).name());
            cluster.vms().put(vm.id(), vm);
            return vm;
        });
        routes.delete("/storage/vms/{id}", call -> {
            Vm vm = known(cluster.vms(), "virtual machine", call.name("id"));
            if (!imagesOf(vm.id()).isEmpty()) {
                throw Refusal.busy("virtual machine '" + vm.id() + "' has images");
            }
            cluster.vms().remove(vm.id());
            return vm;
        });
    }

    private List<Image.View> imagesOf(String vmId) {
        return cluster.images().values().stream()
                .filter(image -> image.vmId().equals(vmId))
                .map(Image::view)
                .toList();
    }

    /** What is put of an image. */
    record PutImage(String name, String vmId, String pool, long sizeBytes, boolean inUse) {}

    private void routeImages(Routes routes) {
        routes.get(
                "/storage/images",
                _ -> cluster.images().values().stream().map(Image::view).toList());
        routes.get("/storage/images/{id}", call -> known(cluster.images(), "image", call.name("id"))
                .view());
        routes.put("/storage/images/{id}", call -> {
            PutImage put = call.body(PutImage.class);
            Image image = new Image(
                    call.name("id"), put.name(), put.vmId(), put.pool(), put.sizeBytes(), put.inUse(), Image.PARTS);
            cluster.images().put(image.id(), image);
            return image.view();
        });
    }

    /** What is put of a pool. */
    record PutPool(int pgNum, int leastPgNum, int mostPgNum, boolean mayShrink) {}

    /** What is set. */
    record PutPgNum(int pgNum) {}

    private void routePools(Routes routes) {
        routes.get("/storage/pools/{name}", call -> pool(call).view(now(call), step(call)));
        routes.put("/storage/pools/{name}", call -> {
            PutPool put = call.body(PutPool.class);
            Pool pool = Pool.converged(
                    call.name("name"), put.pgNum(), put.leastPgNum(), put.mostPgNum(), put.mayShrink(), now(call));
            cluster.pools().put(pool.name(), pool);
            return pool.view(now(call), step(call));
        });
        routes.put("/storage/pools/{name}/pg-num", call -> {
            Pool pool = pool(call).set(call.body(PutPgNum.class).pgNum(), now(call), step(call));
            cluster.pools().put(pool.name(), pool);
            return pool.view(now(call), step(call));
        });
        routes.get("/storage/pools/{name}/convergence", call -> pool(call).convergence(now(call), step(call)));
    }

    private Pool pool(Call call) {
        return known(cluster.pools(), "pool", call.name("name"));
    }

    private static Instant now(Call call) {
        return call.world().now();
    }

    private static long step(Call call) {
        return call.world().pace().of(PLACEMENT_GROUP).toMillis();
    }

    private void routeCounters(Routes routes) {
        routes.put("/storage/rbd/{pool}/{image}/interest", call -> {
            String key = rbdImage(call);
            Interest interest = Optional.ofNullable(cluster.interests().get(key))
                    .filter(known -> known.isAlive(now(call)))
                    .map(known -> known.renewed(now(call)))
                    .orElseGet(() -> new Interest(key, now(call), now(call)));
            cluster.interests().put(key, interest);
            return interest;
        });
        routes.get("/storage/rbd/{pool}/{image}/samples", call -> {
            String key = rbdImage(call);
            int most = call.query("most").map(Integer::valueOf).orElse(MOST_SAMPLES);
            return Optional.ofNullable(cluster.interests().get(key))
                    .filter(known -> known.isAlive(now(call)))
                    .orElseThrow(() -> new Refusal(409, "NO_INTEREST", "nobody has registered an interest in " + key))
                    .samples(now(call), call.world().pace().of(RBD_SAMPLE), Math.clamp(most, 0, MOST_SAMPLES));
        });
    }

    private String rbdImage(Call call) {
        String pool = call.name("pool");
        String name = call.name("image");
        return cluster.images().values().stream()
                .filter(image -> image.pool().equals(pool) && image.name().equals(name))
                .findFirst()
                .map(_ -> pool + "/" + name)
                .orElseThrow(() -> Refusal.unknown("image", pool + "/" + name));
    }

    private static <T> T known(Map<String, T> all, String kind, String id) {
        T one = all.get(id);
        if (one == null) {
            throw Refusal.unknown(kind, id);
        }
        return one;
    }
}
