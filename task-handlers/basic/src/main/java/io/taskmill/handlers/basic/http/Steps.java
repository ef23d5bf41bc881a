package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskContext;
import io.taskmill.model.StatusMessage;

/** Tells how far a call has come, in texts that the type announces. After a redirect it goes on from where it was. */
record Steps(TaskContext context) {

    private static final int CONNECTING = 5;
    private static final int WAITING = 30;
    private static final int READING = 60;
    private static final int READ = 95;

    void connecting(Target target) {
        context.progress(CONNECTING, StatusMessage.of("connecting", target.host()));
    }

    void waiting(Target target) {
        context.progress(WAITING, StatusMessage.of("waiting", target.host()));
    }

    void reading(int octets) {
        int percent = READING + (READ - READING) * octets / (AnswerBody.MAX_OCTETS + 1);
        context.progress(percent, StatusMessage.of("reading", octets));
    }
}
