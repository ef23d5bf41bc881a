package io.taskmill.messaging.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells of a property that cannot be read without its value, where Spring Boot would show a password that is in it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecretFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern SECRET = Pattern.compile(".*(addresses(\\[\\d+])?|uri|password)");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        if (property == null || !SECRET.matcher(property.getName().toString()).matches()) {
            return null;
        }
        return new FailureAnalysis(
                "The value of " + property.getName() + " cannot be read as "
                        + cause.getTarget().getType() + ". It is not shown, since a password may be in it.",
                "Correct it. Addresses must be host:port, separated by commas; user and password have properties of"
                        + " their own.",
                cause);
    }
}
