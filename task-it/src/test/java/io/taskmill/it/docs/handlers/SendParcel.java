package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** Weighs in grams since its second version. */
final class SendParcel implements TaskHandler<SendParcel.Params, Long> {

    record Params(long grams) {}

    // tag::upgrade
    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>("SEND_PARCEL", 2, TaskDescription.DEFAULT_POOL, Params.class, Map.of());
    }

    /** Version 1 had {@code kilos}. */
    @Override
    public Map<String, Object> upgrade(int version, Map<String, Object> params) {
        if (params.remove("kilos") instanceof Number kilos) {
            params.put("grams", kilos.longValue() * 1_000);
        }
        return params;
    }
    // end::upgrade

    @Override
    public Long run(Params params, TaskContext context) {
        return params.grams();
    }
}
