package io.taskmill.api.tree;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.api.view.TaskView;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task of a family.
 *
 * @param parent absent for a task that is nobody's child
 * @param depth below the task that was asked for, which has 0
 * @param index where it stands among its siblings, from 0; absent for the task that was asked for
 * @param name what its parent calls it, if anything
 * @param typeName what the type is called in the reader's language
 * @param state as of any task; PENDING of one that is not recorded, unless it never will be
 * @param recorded whether its document was read; false of children that are not submitted yet
 * @param phase absent unless it is recorded, like its progress
 * @param children absent unless it has some
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "parent",
    "depth",
    "index",
    "name",
    "type",
    "typeName",
    "recorded",
    "state",
    "phase",
    "progress",
    "children"
})
record TreeNode(
        TaskId id,
        @Nullable TaskId parent,
        int depth,
        @Nullable Integer index,
        @Nullable String name,
        String type,
        String typeName,
        boolean recorded,
        String state,
        @Nullable Phase phase,
        @Nullable Integer progress,
        TaskView.@Nullable Children children) {

    /** Of one that is not submitted yet. */
    static final String PENDING = "PENDING";
}
