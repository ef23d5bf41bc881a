package io.taskmill.api.tree;

import io.taskmill.api.start.Installed;
import io.taskmill.api.text.Language;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.tree.TreePath.Step;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.family.ChildEnd;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.task.Family;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a task's descendants, each before its children, from a place on and until a page is full. What it reads is as
 * much as it shows, and a part of a family for each level.
 */
final class TreeWalk {

    private final Installed.Kin kin;
    private final TypeCatalog types;
    private final Language language;
    private final int depth;
    private final int limit;
    private final TreePath after;
    private final List<TreeNode> found = new ArrayList<>();
    private final List<TreePath> paths = new ArrayList<>();

    /** Whether the way to {@link #after} is still to be followed. */
    private boolean more;

    /**
     * @param depth how many levels below the root are shown
     * @param after what was shown last; null for nothing
     */
    TreeWalk(Installed.Kin kin, TypeCatalog types, Language language, int depth, int limit, @Nullable TreePath after) {
        this.kin = kin;
        this.types = types;
        this.language = language;
        this.depth = depth;
        this.limit = limit;
        this.after = after == null ? TreePath.ROOT : after;
        this.more = after != null;
    }

    /** One more than is shown tells whether there is a next page. */
    TreePage page(Task root) {
        boolean first = !more;
        if (first) {
            add(node(root, TreePath.ROOT, null), TreePath.ROOT);
        }
        descend(root, TreePath.ROOT);
        boolean next = found.size() > limit;
        return new TreePage(
                List.copyOf(next ? found.subList(0, limit) : found),
                next ? paths.get(limit - 1).text() : null);
    }

    private void add(TreeNode node, TreePath path) {
        found.add(node);
        paths.add(path);
    }

    private boolean isFull() {
        return found.size() > limit;
    }

    /** Children from where the page before has ended. */
    private void descend(Task task, TreePath path) {
        Family family = task.family();
        int level = path.steps().size();
        if (family == null || level == depth) {
            more = false;
            return;
        }
        Optional<Step> resumed = more ? after.at(level) : Optional.empty();
        if (resumed.isEmpty()) {
            more = false;
        }
        int chunk = resumed.map(Step::chunk).orElse(0);
        int index = resumed.map(Step::index).orElse(0);
        for (; chunk < family.spawn().chunks() && !isFull(); chunk++) {
            children(task, family, path, chunk, index);
            index = 0;
        }
    }

    private void children(Task parent, Family family, TreePath path, int number, int from) {
        Chunk chunk = kin.chunk(new ChunkKey(parent.id(), family.run(), number)).orElse(null);
        if (chunk == null || chunk.recorded() == null) {
            more = false;
            return;
        }
        List<ChunkMember> members = chunk.recorded().members();
        for (int start = from, until; start < members.size() && !isFull(); start = until) {
            until = Math.min(members.size(), start + limit + 2 - found.size());
            Map<TaskId, Versioned<Task>> read = kin.tasks(IntStream.range(start, until)
                    .mapToObj(index -> members.get(index).id())
                    .toList());
            for (int index = start; index < until && !isFull(); index++) {
                child(parent, chunk, path.to(new Step(number, index)), index, read);
            }
        }
    }

    private void child(Task parent, Chunk chunk, TreePath path, int index, Map<TaskId, Versioned<Task>> read) {
        ChunkMember member = Objects.requireNonNull(chunk.recorded()).members().get(index);
        Versioned<Task> known = read.get(member.id());
        Task task = known == null || known.entity().isStub() ? null : known.entity();
        boolean shown = more; // by the page before, which may have ended among its descendants
        if (!shown) {
            int place = chunk.recorded().first() + index;
            add(task == null ? unrecorded(parent, chunk, member, index, path, place) : node(task, path, place), path);
        }
        if (task == null) {
            more = false;
        } else {
            descend(task, path);
        }
    }

    private TreeNode node(Task task, TreePath path, @Nullable Integer index) {
        TaskSpec spec = task.spec();
        if (spec == null) {
            throw new IllegalArgumentException("task " + task.id() + " is a stub and is not shown");
        }
        Parent parent = spec.parent();
        return new TreeNode(
                task.id(),
                parent == null ? null : parent.task(),
                path.steps().size(),
                index,
                parent == null ? null : parent.name(),
                spec.type(),
                title(spec.type()),
                true,
                task.state().name(),
                task.phase(),
                task.progress(),
                TaskViews.children(task));
    }

    private TreeNode unrecorded(Task parent, Chunk chunk, ChunkMember member, int index, TreePath path, int place) {
        Parent own = member.spec().parent();
        return new TreeNode(
                member.id(),
                parent.id(),
                path.steps().size(),
                place,
                own == null ? null : own.name(),
                member.spec().type(),
                title(member.spec().type()),
                false,
                chunk.end(index).map(ChildEnd::state).map(Enum::name).orElse(TreeNode.PENDING),
                null,
                null,
                null);
    }

    private String title(String type) {
        return TypeTexts.title(types.known(type).map(KnownType::type).orElse(null), type, language);
    }
}
