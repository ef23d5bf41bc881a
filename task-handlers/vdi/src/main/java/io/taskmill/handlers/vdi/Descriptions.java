package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.Texts;
import io.taskmill.model.RetryPolicy;
import java.time.Duration;
import java.util.Set;

/** What the types of this pack have in common. */
final class Descriptions {

    static final String POOL_GATE = "pool:{params.poolId}";

    /** What a hypervisor that stays away asks for. Whatever cannot come right by itself says so of itself. */
    static final RetryPolicy WHILE_AWAY = new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(5), Set.of());

    private Descriptions() {}

    static <P> TaskDescription<P> of(String type, Class<P> params) {
        return TaskDescription.of(type, params, Texts.load(Descriptions.class, "texts", type + ".", "en", "ru"));
    }
}
