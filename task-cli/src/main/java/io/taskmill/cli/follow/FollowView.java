package io.taskmill.cli.follow;

import io.taskmill.client.TaskView;
import io.taskmill.client.UnavailableException;

/** Shows somebody who follows a task what becomes of it. */
public interface FollowView {

    /** What the API just said; may be the same as before. */
    void task(TaskView task);

    /** Nothing can be asked now; it is tried again. Told once an outage. */
    void away(UnavailableException outage);

    /** The outage is over. */
    void back();

    /** Whether nobody is there any more to show anything to, as when a pipe is closed. */
    boolean abandoned();
}
