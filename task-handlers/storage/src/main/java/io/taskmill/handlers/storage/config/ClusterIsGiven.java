package io.taskmill.handlers.storage.config;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** An address that is empty is as none, as everywhere in the configuration. */
final class ClusterIsGiven implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty("taskmill.storage.cluster", "")
                .isBlank();
    }
}
