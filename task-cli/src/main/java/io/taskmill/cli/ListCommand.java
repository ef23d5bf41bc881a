package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.client.ListFilter;
import io.taskmill.client.TaskPage;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(
        name = "list",
        description = "Lists tasks, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill list --limit 20",
            "  ./taskmill list --category FAILED --type COUNT",
            "  ./taskmill list --all --json | jq -r '.items[].id'"
        })
final class ListCommand extends ApiCommand {

    /** Beyond that a list is not read but searched, and it must fit into memory. */
    static final int MOST_TASKS = 100_000;

    @Option(names = "--category", paramLabel = "CATEGORY", description = "Only PENDING, FINISHED or FAILED ones.")
    private @Nullable String category;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state, such as IN_PROGRESS.")
    private @Nullable String state;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only those of this type. Of this, --entity and --creator one can be asked for.")
    private @Nullable String type;

    @Option(names = "--entity", paramLabel = "TYPE[:ID]", description = "Only those about this, such as vm:web-1.")
    private @Nullable String entity;

    @Option(names = "--creator", paramLabel = "WHO", description = "Only those that this one has asked for.")
    private @Nullable String creator;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: what the API gives at once.")
    private @Nullable Integer limit;

    @Option(
            names = "--all",
            description = "All tasks, page by page, up to " + MOST_TASKS
                    + "; --limit is then the size of a page. With --json one document with all items.")
    private boolean all;

    ListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        ListFilter filter = new ListFilter(upper(category), upper(state), type, entity, creator);
        TaskPage page = client.list(filter, limit, null);
        List<TaskView> tasks = new ArrayList<>(page.items());
        String next = page.next();
        while (all && next != null && tasks.size() < MOST_TASKS) {
            TaskPage following = client.list(filter, limit, next);
            tasks.addAll(following.items());
            if (next.equals(following.next())) {
                throw new IllegalStateException("the API's list does not go on after cursor " + next);
            }
            next = following.next();
        }
        if (api().json()) {
            printJson(all ? merged(tasks) : page.json());
        } else {
            table(tasks).lines().forEach(this::print);
        }
        tellOfMore(next);
        return ExitCodes.DONE;
    }

    private static @Nullable String upper(@Nullable String constant) {
        return constant == null ? null : constant.toUpperCase(Locale.ROOT);
    }

    private static String merged(List<TaskView> tasks) {
        return tasks.stream().map(TaskView::json).collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static Table table(List<TaskView> tasks) {
        Table table = new Table("ID", "TYPE", "STATE", "PROGRESS", "CREATED", "DURATION", "WORKER");
        tasks.forEach(task -> table.row(TaskText.cells(task)));
        return table;
    }

    private void tellOfMore(@Nullable String next) {
        if (next != null && !api().json()) {
            String hint = all ? "the list is longer than " + MOST_TASKS + " tasks" : "there are more tasks: --all";
            surroundings().err().println("taskmill: " + hint);
        }
    }
}
