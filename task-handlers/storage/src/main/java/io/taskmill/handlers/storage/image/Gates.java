package io.taskmill.handlers.storage.image;

/** The keys of these types' gates. A family takes them from the machine down, and so that must be their order. */
final class Gates {

    /** Nobody else works on the machine. The tasks of a family that its root has taken it for do not ask again. */
    static final String VM = "vm:{params.vmId}";

    /** Nobody else works on the image. Sorts after every machine's, as an underscore does after a colon. */
    static final String IMAGE = "vm_image:{params.imageId}";

    private Gates() {}
}
