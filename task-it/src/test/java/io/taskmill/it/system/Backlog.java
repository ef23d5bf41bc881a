package io.taskmill.it.system;

import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.model.TaskPolicy;
import io.taskmill.testkit.RealBroker;

/** Many submissions, published as an API would, but quicker than over HTTP. */
public record Backlog(String type, boolean strict, int tasks) {

    /** @param type LEDGER or STRICT_LEDGER */
    public static Backlog of(String type, int tasks) {
        return new Backlog(type, type.startsWith("STRICT"), tasks);
    }

    /** Returns once the broker has them all. */
    public void publish(RealBroker broker) {
        TaskPolicy policy = new TaskPolicy(TaskPolicy.DEFAULT.retry(), TaskPolicy.DEFAULT.timeouts(), strict);
        try (Commands commands = new Commands(broker)) {
            for (int i = 0; i < tasks; i++) {
                var _ = commands.publish(type, LedgerHandler.POOL, "{\"millis\":0}", policy);
            }
            commands.awaitConfirms();
        }
    }
}
