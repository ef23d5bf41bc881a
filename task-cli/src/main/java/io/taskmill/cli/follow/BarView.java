package io.taskmill.cli.follow;

import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Terminal;
import io.taskmill.cli.text.Width;
import io.taskmill.client.TaskView;
import io.taskmill.client.UnavailableException;
import java.io.PrintWriter;

/** One line of a terminal that is drawn again in place. */
public final class BarView implements FollowView {

    /** Back to the first column, and clear from there (ECMA-48 EL). */
    private static final String AGAIN = "\r\u001b[K";

    private final PrintWriter out;
    private final Terminal terminal;

    public BarView(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void task(TaskView task) {
        draw(ProgressLine.withBar(task, terminal.columns()));
        if (task.ended()) {
            out.println();
        }
    }

    @Override
    public void away(UnavailableException outage) {
        draw(Width.cut("asking again: " + SafeText.line(String.valueOf(outage.getMessage())), terminal.columns() - 1));
    }

    @Override
    public void back() {
        draw("");
    }

    @Override
    public boolean abandoned() {
        return out.checkError();
    }

    private void draw(String line) {
        out.print(AGAIN + line);
        out.flush();
    }
}
