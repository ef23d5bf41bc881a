package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.Deleted;
import io.taskmill.client.Problem;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.client.TaskmillException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code delete}. */
@Command(
        name = "delete",
        description = "Deletes a task that has ended. One that has not is cancelled with --yes, and counts as failed.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill delete 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37", "  ./taskmill delete $id --yes"})
final class DeleteCommand extends ApiCommand {

    private static final String PENDING = "urn:taskmill:problem:task-pending";

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    @Option(
            names = "--yes",
            description = "Cancel it if it has not ended: what runs is not stopped at once, and what was done is not"
                    + " undone.")
    private boolean yes;

    DeleteCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        show(client.delete(id, yes));
        return ExitCodes.DONE;
    }

    /** The API warns of what is not confirmed; this says how to confirm it here. */
    @Override
    @Nullable String advice(TaskmillException failure) {
        Problem problem = failure.problem();
        return problem != null && PENDING.equals(problem.type())
                ? "to cancel it: ./taskmill delete " + id + " --yes" + api().again()
                : null;
    }

    private void show(Deleted deleted) {
        TaskView task = deleted.task();
        if (task == null) {
            if (!api().json()) {
                print("deleted     " + SafeText.line(id));
            }
            return;
        }
        if (api().json()) {
            printJson(task.json());
        } else {
            TaskText.standing(task, surroundings().terminal()).forEach(this::print);
        }
        String show = "See: ./taskmill show " + SafeText.line(id) + api().again();
        if (!deleted.applied()) {
            hint("it is on its way and not done yet. " + show);
        } else if (!task.ended()) {
            hint("it is being cancelled. Delete it again once it has ended. " + show);
        } else {
            hint("it is cancelled. Delete it: ./taskmill delete " + SafeText.line(id) + api().again());
        }
    }

    private void hint(String text) {
        surroundings().err().println("taskmill: " + text);
    }
}
