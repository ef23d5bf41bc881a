package io.taskmill.runtime.run;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.Child;
import io.taskmill.model.Json;
import io.taskmill.model.Parent;
import io.taskmill.model.Spawn;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SpawnChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tells the parent's shard of the children that handlers ask for, in parts of a bounded size. */
final class Spawner {

    /** Of the parameters of all children of a task, with {@value SpawnChunk#CHILD_BYTES} for each child besides. */
    static final int MAX_FAMILY_BYTES = 16 * 1024 * 1024;

    private final JsonMapper json;
    private final Function<SpawnChunk, CompletableFuture<Void>> telling;

    /** @param telling completes when the broker has the part */
    Spawner(JsonMapper json, Function<SpawnChunk, CompletableFuture<Void>> telling) {
        this.json = json;
        this.telling = telling;
    }

    /**
     * Returns once the broker has all of them.
     *
     * @param run whose children they are
     */
    Spawn spawn(RunCommand command, String run, Instant now, Children children) throws InterruptedException {
        int depth = depth(command.spec().parent());
        List<List<Child>> parts = parts(children.tasks());
        Json state = state(children.state());
        List<CompletableFuture<Void>> told = new ArrayList<>();
        int first = 0;
        for (List<Child> part : parts) {
            told.add(telling.apply(chunk(command, run, now, children, depth, told.size(), first, part)));
            first += part.size();
        }
        await(CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)));
        long weight = children.tasks().stream().mapToLong(ChildTask::weight).sum();
        return new Spawn(parts.size(), first, weight, children.mode(), children.onFailure(), state);
    }

    private static int depth(@Nullable Parent parent) {
        int depth = parent == null ? 1 : parent.depth() + 1;
        if (depth > Parent.MOST_DEPTH) {
            throw new TaskFailedException(
                    "TOO_DEEP", "the task has " + Parent.MOST_DEPTH + " ancestors, so it can have no children", false);
        }
        return depth;
    }

    private static SpawnChunk chunk(
            RunCommand command,
            String run,
            Instant now,
            Children children,
            int depth,
            int number,
            int first,
            List<Child> part) {
        TaskSpec spec = command.spec();
        return new SpawnChunk(
                command.task(),
                command.epoch(),
                run,
                number,
                first,
                children.mode(),
                children.onFailure(),
                depth,
                spec.priority(),
                spec.creator(),
                spec.correlationId(),
                now,
                command.deadline(),
                spec.heldGates(),
                part);
    }

    private List<List<Child>> parts(List<ChildTask> tasks) {
        if (tasks.size() > Spawn.MOST_CHILDREN) {
            throw new IllegalArgumentException(
                    "there are " + tasks.size() + " children but may be " + Spawn.MOST_CHILDREN);
        }
        List<List<Child>> parts = new ArrayList<>();
        long all = 0;
        int bytes = 0;
        for (int i = 0; i < tasks.size(); i++) {
            Child child = child(i, tasks.get(i));
            int size = child.params().utf8Length() + SpawnChunk.CHILD_BYTES;
            all += size;
            if (all > MAX_FAMILY_BYTES) {
                throw new IllegalArgumentException(
                        "the parameters of all children have more than " + MAX_FAMILY_BYTES + " bytes together");
            }
            boolean full = parts.isEmpty()
                    || parts.getLast().size() == SpawnChunk.MOST_CHILDREN
                    || bytes + size > SpawnChunk.MAX_BYTES;
            if (full) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            bytes += size;
            parts.getLast().add(child);
        }
        return parts;
    }

    private Child child(int index, ChildTask task) {
        Json params = written("the parameters of child " + index, task.params(), Child.MAX_PARAMS_BYTES);
        return new Child(
                task.type(),
                task.typeVersion(),
                params,
                task.name(),
                task.weight(),
                task.pool(),
                task.priority(),
                task.entity(),
                task.retry(),
                task.timeouts());
    }

    private @Nullable Json state(@Nullable Object state) {
        return state == null ? null : written("the state of the end step", state, Spawn.MAX_STATE_BYTES);
    }

    private Json written(String what, Object value, int mostBytes) {
        Json text;
        try {
            text = new Json(json.writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        if (!text.isWellFormed()) {
            throw new IllegalArgumentException(what + " has half of a character in it (an unpaired surrogate)");
        }
        int bytes = text.utf8Length();
        if (bytes > mostBytes) {
            throw new IllegalArgumentException(what + " has " + bytes + " bytes but may have " + mostBytes);
        }
        return text;
    }

    private static void await(CompletableFuture<?> told) throws InterruptedException {
        try {
            told.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message is kept until the broker has it", e);
        }
    }
}
