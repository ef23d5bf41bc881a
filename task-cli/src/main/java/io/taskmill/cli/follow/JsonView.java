package io.taskmill.cli.follow;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.TaskView;
import io.taskmill.client.UnavailableException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON document a line for each change, and one on standard error for each outage. */
public final class JsonView implements FollowView {

    private final PrintWriter out;
    private final Consumer<UnavailableException> outages;
    private @Nullable TaskView last;

    /** @param outages tells of one in JSON */
    public JsonView(PrintWriter out, Consumer<UnavailableException> outages) {
        this.out = out;
        this.outages = outages;
    }

    @Override
    public void task(TaskView task) {
        if (last == null || task.tellsMoreThan(last)) {
            out.println(SafeText.json(task.json()));
            out.flush();
            last = task;
        }
    }

    @Override
    public void away(UnavailableException outage) {
        outages.accept(outage);
    }

    @Override
    public void back() {
        // the next document tells
    }

    @Override
    public boolean abandoned() {
        return out.checkError();
    }
}
