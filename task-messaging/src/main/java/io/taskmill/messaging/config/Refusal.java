package io.taskmill.messaging.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/** Ends a process whose configuration contradicts the installation that it would join: going on would do harm. */
public class Refusal {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    /** The exit status: EX_CONFIG of sysexits.h. */
    public static final int EXIT_STATUS = 78;

    private final ApplicationContext context;

    public Refusal(ApplicationContext context) {
        this.context = context;
    }

    /** @param reason what is wrong and what to do, for the log */
    public void refuse(String reason) {
        LOG.error("refusing to start: {}", reason);
        // not on the caller's thread: the context waits for it when it closes
        Thread.ofPlatform()
                .name("refusal")
                .start(() -> System.exit(SpringApplication.exit(context, () -> EXIT_STATUS)));
    }
}
