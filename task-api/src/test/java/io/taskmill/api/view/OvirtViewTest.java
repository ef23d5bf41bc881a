package io.taskmill.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of docs/architecture.md is what is shown. */
class OvirtViewTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| ([A-Z_]+) \\| ([A-Z_]+) \\| ([A-Z_]+|–) \\| (\\w+), (\\w+|–), (\\w+) \\|$", Pattern.MULTILINE);

    record Row(State state, Phase phase, @Nullable Result result, OvirtView view) {}

    private static List<Row> table() throws IOException {
        String page = Files.readString(ProjectRoot.find().resolve("docs/architecture.md"));
        return ROW.matcher(page)
                .results()
                .map(row -> new Row(
                        State.valueOf(row.group(2)),
                        Phase.valueOf(row.group(1)),
                        row.group(3).equals("–") ? null : Result.valueOf(row.group(3)),
                        new OvirtView(row.group(4), row.group(5).equals("–") ? null : row.group(5), row.group(6))))
                .toList();
    }

    @Test
    void eachCombinationThatThereIsIsShownAsThePageSays() throws IOException {
        assertThat(table()).isNotEmpty().allSatisfy(row -> assertThat(
                        OvirtView.of(row.state(), row.phase(), row.result()))
                .isEqualTo(row.view()));
    }

    @Test
    void thePageHasEachPhaseStateAndResult() throws IOException {
        assertThat(table()).doesNotHaveDuplicates().hasSize(26);
        assertThat(table().stream().map(Row::phase).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(Phase.class));
        assertThat(table().stream().map(Row::state).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(State.class));
        Set<@Nullable Result> results = table().stream().map(Row::result).collect(Collectors.toSet());
        assertThat(results).contains(Result.values());
    }
}
