package io.taskmill.it.system;

import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.model.TaskPolicy;
import io.taskmill.testkit.RealBroker;
import java.util.ArrayList;
import java.util.List;

/** Tasks that begin together: published past the API, which is too slow for that. */
public final class Burst {

    private Burst() {}

    /**
     * Publishes a task of the type LEDGER for each of these parameters.
     *
     * @return their ids, in order, once the broker has them all
     */
    public static List<String> of(RealBroker broker, List<String> params) {
        List<String> ids = new ArrayList<>();
        try (Commands commands = new Commands(broker)) {
            for (String each : params) {
                ids.add(commands.publish("LEDGER", LedgerHandler.POOL, each, TaskPolicy.DEFAULT)
                        .toString());
            }
            commands.awaitConfirms();
        }
        return ids;
    }
}
