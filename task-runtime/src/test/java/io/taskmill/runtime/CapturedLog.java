package io.taskmill.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** All lines that Taskmill logs during a test, whatever the thread, from DEBUG on. */
public final class CapturedLog implements BeforeEachCallback, AfterEachCallback {

    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.taskmill");
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing();
            lines.add(line);
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.setLevel(Level.DEBUG);
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    public List<ILoggingEvent> lines() {
        return lines;
    }

    public List<ILoggingEvent> lines(String beginning) {
        return lines.stream()
                .filter(line -> line.getFormattedMessage().startsWith(beginning))
                .toList();
    }
}
