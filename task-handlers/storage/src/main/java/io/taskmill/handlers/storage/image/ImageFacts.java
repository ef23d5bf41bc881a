package io.taskmill.handlers.storage.image;

import io.taskmill.handler.EntityFact;
import io.taskmill.handlers.storage.Image;

/** What these tasks tell of images. */
final class ImageFacts {

    static final String TYPE = "image";

    private ImageFacts() {}

    static EntityFact asItIs(Image image) {
        return described(image).is(image.status().name());
    }

    static EntityFact removing(Image image) {
        return described(image).is("REMOVING");
    }

    static EntityFact gone(String imageId) {
        return EntityFact.of(TYPE, imageId).isGone();
    }

    private static EntityFact described(Image image) {
        return EntityFact.of(TYPE, image.id())
                .with("name", image.name())
                .with("vm", image.vmId())
                .with("sizeBytes", image.sizeBytes());
    }
}
