package io.taskmill.api.tree;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.ask.Lookups;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.task.Transition;
import io.taskmill.store.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.json.JsonMapper;

class TreeWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final TaskId root = rig.ids.mint(AT);
    private final List<TaskId> children = IntStream.range(0, 4)
            .mapToObj(index -> rig.ids.derive(AT, "child " + index))
            .toList();
    private final Map<TaskId, Versioned<Task>> stored = new HashMap<>();

    private final MockMvc mvc = rig.mvc(
            new TreeController(Lookups.of(rig.startup), rig.startup, new TypeCatalog(List::of, System::nanoTime)));

    /** A root with two parts of two children; the last two are not submitted, and one of these never will be. */
    @BeforeEach
    void aFamilyIsStored() {
        Run run = new Run("r-1", "s-1", "host", 2, AT, 10, null);
        Spawn family = new Spawn(2, 4, 4, SpawnMode.SERIAL, OnFailure.FAIL_FAST, null);
        store(
                root,
                TaskTransition.apply(
                        TaskTransition.apply(null, new RunCommand(root, 1, spec(null)), AT)
                                .task(),
                        new RunEvent.Spawned(root, 1, run, AT, family),
                        AT));
        for (int index = 0; index < 2; index++) {
            store(
                    children.get(index),
                    TaskTransition.apply(null, new RunCommand(children.get(index), 1, spec(place(index))), AT));
        }
        rig.tasks = id -> Optional.ofNullable(stored.get(id));
        when(rig.kin.chunk(any())).thenAnswer(call -> {
            ChunkKey key = call.getArgument(0);
            return Optional.of(chunk(key));
        });
        when(rig.kin.tasks(any())).thenAnswer(call -> {
            Collection<TaskId> asked = call.getArgument(0);
            Map<TaskId, Versioned<Task>> found = new HashMap<>(stored);
            found.keySet().retainAll(asked);
            return found;
        });
    }

    private void store(TaskId id, Transition transition) {
        stored.put(id, new Versioned<>(Objects.requireNonNull(transition.task()), 1));
    }

    private Parent place(int index) {
        return new Parent(root, "r-1", index / 2, index % 2, 1, "child " + index);
    }

    private static TaskSpec spec(@Nullable Parent place) {
        return new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, AT).in(place);
    }

    private Chunk chunk(ChunkKey key) {
        List<ChunkMember> members = IntStream.range(2 * key.number(), 2 * key.number() + 2)
                .mapToObj(index -> new ChunkMember(children.get(index), spec(place(index)), 1, null, null))
                .toList();
        Recorded recorded = new Recorded(1, 2 * key.number(), SpawnMode.SERIAL, OnFailure.FAIL_FAST, members);
        String ends = key.number() == 0 ? ".." : ".C";
        return new Chunk(key, Stage.RELEASED, recorded, ends, 2, List.of(), List.of(), 0, AT, 0, null);
    }

    private ResultActions tree(String query) throws Exception {
        return mvc.perform(get("/api/v1/tasks/" + root + "/tree" + query));
    }

    @Test
    void eachTaskStandsBeforeItsChildrenAndTheseInOrder() throws Exception {
        tree("").andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(5))
                .andExpect(jsonPath("$.next").doesNotExist())
                .andExpect(jsonPath("$.items[0].id").value(root.toString()))
                .andExpect(jsonPath("$.items[0].children.count").value(4))
                .andExpect(jsonPath("$.items[1].name").value("child 0"))
                .andExpect(jsonPath("$.items[1].state").value("INITIAL"))
                .andExpect(jsonPath("$.items[3].recorded").value(false))
                .andExpect(jsonPath("$.items[3].state").value("PENDING"))
                .andExpect(jsonPath("$.items[3].index").value(2))
                .andExpect(jsonPath("$.items[4].state").value("CANCELLED"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void pagesOfAnySizeShowEachTaskOnce(int limit) throws Exception {
        int shown = 0;
        String after = "";
        do {
            String body =
                    tree("?limit=" + limit + after).andReturn().getResponse().getContentAsString();
            var page = new JsonMapper().readTree(body);
            shown += page.path("items").size();
            String next = page.path("next").asString("");
            after = next.isEmpty() ? "" : "&after=" + next;
        } while (!after.isEmpty());
        assertThat(shown).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "x", "-1", "99999999999"})
    void aDepthThatCannotBeIsRefused(String depth) throws Exception {
        problem(tree("?depth=" + depth), 400, "malformed-filter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "r.1", "r.0-0.0-0.0-0.0-0.0-0.0-0.0-0.0-0.0-0", "r.99999-0", "r."})
    void aPlaceThatNoPageGaveIsRefused(String after) throws Exception {
        problem(tree("?after=" + after), 400, "malformed-cursor");
    }

    @Test
    void aPlaceBehindTheLastOneHasNothingAfterIt() throws Exception {
        tree("?after=r.9999-9999").andExpect(jsonPath("$.items.length()").value(0));
    }
}
