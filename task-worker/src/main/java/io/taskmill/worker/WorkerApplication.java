package io.taskmill.worker;

import io.taskmill.runtime.Worker;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a worker; what it runs is the handlers on its class path. Told to stop (SIGTERM, SIGINT) it drains; told so once
 * more it hands back at once what still runs.
 */
@SpringBootApplication
public class WorkerApplication {

    public static void main(String[] args) {
        ConfigurableApplicationContext context = SpringApplication.run(WorkerApplication.class, args);
        context.getBeanProvider(Worker.class)
                .ifAvailable(worker -> new StopSignals(System::exit, worker::hurry).take());
    }
}
