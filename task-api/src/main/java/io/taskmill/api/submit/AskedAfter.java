package io.taskmill.api.submit;

import io.taskmill.api.body.Members;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.After;
import io.taskmill.model.TaskId;
import io.taskmill.model.id.TaskIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a submission wants to wait for.
 *
 * @param after null if it wants none
 */
record AskedAfter(@Nullable After after) {

    static final String AFTER = "after";

    private static final String TASKS = "tasks";
    private static final String ON = "on";
    private static final int ID_LENGTH = 36;

    /** What is wrong is noted. */
    static AskedAfter read(Members submission) {
        Members members = submission.object(AFTER, Set.of(TASKS, ON));
        if (members == null) {
            return new AskedAfter(null);
        }
        Set<String> ids = members.texts(TASKS, After.MOST, ID_LENGTH);
        if (members.sound() && (ids == null || ids.isEmpty())) {
            members.note(TASKS, "must be an array of 1 to " + After.MOST + " task ids");
        }
        if (ids == null) {
            return new AskedAfter(null);
        }
        List<TaskId> tasks = tasks(members, ids);
        After.On on = on(members);
        return new AskedAfter(tasks.isEmpty() ? null : new After(tasks, on));
    }

    private static List<TaskId> tasks(Members members, Set<String> ids) {
        List<TaskId> tasks = new ArrayList<>();
        for (String id : ids) {
            try {
                TaskId task = TaskId.parse(id);
                if (!tasks.contains(task)) {
                    tasks.add(task);
                }
            } catch (IllegalArgumentException e) {
                members.note(TASKS, "has '" + id + "', which is no task id");
            }
        }
        return tasks;
    }

    private static After.On on(Members members) {
        String text = members.text(ON, ID_LENGTH);
        try {
            return text == null ? After.On.SUCCESS : After.On.parse(text);
        } catch (IllegalArgumentException e) {
            members.note(ON, "must be success or end");
            return After.On.SUCCESS;
        }
    }

    /**
     * What is wrong with it in this installation. An id that was issued here belongs to an earlier task, so that no two tasks
     * can wait for each other.
     */
    List<Violation> violations(TaskIds ids) {
        return after == null
                ? List.of()
                : after.tasks().stream()
                        .filter(task -> !ids.isGenuine(task))
                        .map(task ->
                                new Violation("/" + AFTER + "/" + TASKS, "has " + task + ", and there is no such task"))
                        .toList();
    }
}
