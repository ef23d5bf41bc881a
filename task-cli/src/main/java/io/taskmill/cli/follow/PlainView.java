package io.taskmill.cli.follow;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.TaskView;
import io.taskmill.client.UnavailableException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A line a change, for files and pipes. */
public final class PlainView implements FollowView {

    private final PrintWriter out;
    private final PrintWriter err;
    private @Nullable TaskView last;

    public PlainView(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void task(TaskView task) {
        if (last == null || task.tellsMoreThan(last)) {
            out.println(ProgressLine.plain(task));
            out.flush();
            last = task;
        }
    }

    @Override
    public void away(UnavailableException outage) {
        err.println("taskmill: " + SafeText.line(String.valueOf(outage.getMessage())) + "; asking again");
        err.flush();
    }

    @Override
    public void back() {
        err.println("taskmill: the API answers again");
        err.flush();
    }

    @Override
    public boolean abandoned() {
        return out.checkError();
    }
}
