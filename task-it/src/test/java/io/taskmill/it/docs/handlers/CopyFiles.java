package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Takes long, can be interrupted, and begins where an earlier run has ended. */
final class CopyFiles implements TaskHandler<CopyFiles.Params, Integer> {

    record Params(String from, String to, List<String> names) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("COPY_FILES", Params.class, Map.of());
    }

    // tag::loop
    @Override
    public Integer run(Params params, TaskContext context) throws IOException, InterruptedException {
        int done = 0;
        for (String name : params.names()) {
            if (context.cancelled()) {
                throw new InterruptedException("stopped after " + done + " files");
            }
            context.extend(Duration.ofMinutes(5));
            copy(Path.of(params.from(), name), Path.of(params.to(), name));
            done++;
            context.progress(100 * done / params.names().size());
        }
        return done;
    }
    // end::loop

    // tag::atomic
    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return; // an earlier run of this task was here
        }
        Path part = to.resolveSibling(to.getFileName() + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }
    // end::atomic
}
