package io.taskmill.simulator.storage;

import io.taskmill.simulator.Refusal;
import io.taskmill.simulator.Work;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Removes an image part by part. Once a part is gone it can only be removed; it is gone with its last part. */
final class ImageRemoval implements Work {

    private final Supplier<Cluster> cluster;

    ImageRemoval(Supplier<Cluster> cluster) {
        this.cluster = cluster;
    }

    @Override
    public int units(JsonNode request) {
        Image image = images().get(subject(request, 0));
        if (image == null) {
            throw Refusal.unknown("image", subject(request, 0));
        }
        if (image.inUse()) {
            throw Refusal.busy("image '" + image.id() + "' is in use");
        }
        return image.parts();
    }

    @Override
    public String subject(JsonNode request, int unit) {
        return request.path("imageId").asString("");
    }

    @Override
    public Object carryOut(JsonNode request, int unit) {
        Image image = images().get(subject(request, unit));
        if (image == null) {
            return Map.of("partsLeft", 0);
        }
        Image less = image.withoutPart();
        if (less.parts() == 0) {
            images().remove(image.id());
        } else {
            images().put(less.id(), less);
        }
        return Map.of("partsLeft", less.parts());
    }

    private Map<String, Image> images() {
        return cluster.get().images();
    }
}
