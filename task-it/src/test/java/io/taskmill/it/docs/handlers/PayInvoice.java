package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Pays once, however often it runs. */
final class PayInvoice implements TaskHandler<PayInvoice.Params, String> {

    /** A system outside that keeps what it was told under a key, and answers a repetition with the first outcome. */
    interface Bank {

        String pay(String key, String invoice);

        boolean isOpen();
    }

    record Params(String invoice) {}

    private final Bank bank;

    PayInvoice(Bank bank) {
        this.bank = bank;
    }

    // tag::policy
    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("PAY_INVOICE", Params.class, Map.of())
                .withRetry(new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofMinutes(1), Set.of("REJECTED")))
                .withTimeouts(new Timeouts(null, Duration.ofMinutes(2), Duration.ofHours(6)));
    }
    // end::policy

    // tag::key
    @Override
    public String run(Params params, TaskContext context) {
        if (!bank.isOpen()) {
            throw new TaskFailedException("CLOSED", "the bank is closed", Duration.ofMinutes(30));
        }
        return bank.pay("task-" + context.task(), params.invoice());
    }
    // end::key
}
