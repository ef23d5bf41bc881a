package io.taskmill.handlers.storage;

/** A block device in a pool of a Ceph cluster. */
public record RbdImage(String pool, String image) {

    /** As Ceph writes it. */
    @Override
    public String toString() {
        return pool + "/" + image;
    }
}
