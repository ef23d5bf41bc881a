package io.taskmill.runtime;

import io.taskmill.handler.TaskContext;
import io.taskmill.model.TaskId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Runs pay no heed to interrupts and stay inside their handler until the test lets them out. */
final class Stubborn implements ScriptedHandler.Script {

    private final List<TaskId> started = new CopyOnWriteArrayList<>();
    private final List<TaskId> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public Object run(TaskContext context) {
        started.add(context.task());
        boolean over = false;
        while (!over) {
            try {
                end.await();
                over = true;
            } catch (InterruptedException e) {
                if (context.cancelled()) {
                    told.add(context.task());
                }
            }
        }
        return "too late";
    }

    List<TaskId> started() {
        return started;
    }

    /** Those whose context said that they must stop when they were interrupted. */
    List<TaskId> told() {
        return told;
    }

    void letOut() {
        end.countDown();
    }
}
