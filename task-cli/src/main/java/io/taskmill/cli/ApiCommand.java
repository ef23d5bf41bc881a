package io.taskmill.cli;

import io.taskmill.cli.follow.BarView;
import io.taskmill.cli.follow.FollowView;
import io.taskmill.cli.follow.Follower;
import io.taskmill.cli.follow.JsonView;
import io.taskmill.cli.follow.PlainView;
import io.taskmill.cli.text.SafeText;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.client.TaskmillException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A verb that asks the API. */
abstract class ApiCommand implements Callable<Integer> {

    @Mixin
    private final ApiOptions api = new ApiOptions();

    private final Surroundings surroundings;

    ApiCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does what the verb means, and gives the exit code. */
    abstract int run(TaskmillClient client) throws Exception;

    /** What to do about a failure, for people; null if there is nothing to say beyond it. */
    @Nullable String advice(TaskmillException failure) {
        return null;
    }

    @Override
    public final Integer call() throws Exception {
        try (TaskmillClient client = api.open(surroundings.environment())) {
            return run(client);
        }
    }

    final ApiOptions api() {
        return api;
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final void print(String line) {
        surroundings.out().println(line);
    }

    final void printJson(String json) {
        print(SafeText.json(json));
    }

    /** Follows a task to its end; Ctrl-C ends the following alone. */
    final int follow(TaskmillClient client, String id) throws InterruptedException {
        FollowView view = view();
        Optional<TaskView> end;
        try (StopHint _ = StopHint.print(
                surroundings.err(),
                "taskmill: the task goes on. Follow it again: ./taskmill show " + SafeText.line(id) + " --watch"
                        + api.again())) {
            end = new Follower(client, view, surroundings.pauses()).follow(id);
        }
        if (end.isEmpty()) {
            return ExitCodes.UNEXPECTED; // nobody reads on, so nobody can be told
        }
        if (!api.json()) {
            TaskText.ending(end.get(), surroundings.terminal()).forEach(this::print);
        }
        return end.get().finished() ? ExitCodes.DONE : ExitCodes.ENDED_OTHERWISE;
    }

    private FollowView view() {
        if (api.json()) {
            return new JsonView(surroundings.out(), outage -> Failures.printJson(outage, surroundings.err()));
        }
        return surroundings.terminal().redraws()
                ? new BarView(surroundings.out(), surroundings.terminal())
                : new PlainView(surroundings.out(), surroundings.err());
    }
}
