package io.taskmill.model;

import org.jspecify.annotations.Nullable;

/**
 * The thing that a task works on, in the words of whoever submits it.
 *
 * @param type its kind, such as {@code pool} or {@code vm}; 1 to 63 characters
 * @param id which one of that kind, if it is one in particular; 1 to 255 characters
 */
public record EntityRef(String type, @Nullable String id) {

    /** The name that it is found by: its kind, and its id with a colon between if it has one. */
    public String key() {
        return id == null ? type : type + ":" + id;
    }

    public EntityRef {
        if (type.isEmpty() || type.length() > 63) {
            throw new IllegalArgumentException("entity.type '" + type + "' must have 1 to 63 characters");
        }
        if (id != null && (id.isEmpty() || id.length() > 255)) {
            throw new IllegalArgumentException("entity.id '" + id + "' must have 1 to 255 characters");
        }
    }
}
