package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.TaskTree;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tree}. */
@Command(
        name = "tree",
        description = "Shows a task and its descendants, each task before its children. Children that are not submitted"
                + " yet are PENDING. --json prints it page by page, a line each.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill tree 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37 --depth 1")
final class TreeCommand extends ApiCommand {

    private static final int PAGE = 200;

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    @Option(names = "--depth", paramLabel = "N", description = "Only so many levels below the task, 1 to 8.")
    private @Nullable Integer depth;

    TreeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        String after = null;
        do {
            TaskTree page = client.tree(id, depth, PAGE, after);
            if (after != null && after.equals(page.next())) {
                throw new IllegalStateException("the API's tree does not go on after " + after);
            }
            if (api().json()) {
                printJson(page.json());
            } else {
                page.items().forEach(node -> print(line(node)));
            }
            after = page.next();
        } while (after != null);
        return ExitCodes.DONE;
    }

    private static String line(TaskTree.Node node) {
        String name = node.name() == null ? "" : "  " + node.name();
        return SafeText.line("  ".repeat(node.depth()) + node.id() + "  " + node.type() + "  " + node.state() + " "
                + node.progress() + "%" + name);
    }
}
