package io.taskmill.standalone;

import io.taskmill.api.ApiApplication;
import io.taskmill.projector.ProjectorApplication;
import io.taskmill.worker.WorkerApplication;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;

/**
 * One of the three programs, as it runs beside the others: what it would find on the common class path and would not have
 * on its own is left out.
 */
enum Program {
    PROJECTOR(ProjectorApplication.class, WebApplicationType.NONE),
    WORKER(WorkerApplication.class, WebApplicationType.NONE),
    API(ApiApplication.class, WebApplicationType.SERVLET);

    private static final String WORKER_PARTS = "io.taskmill.runtime.config.WorkerAutoConfiguration";

    /** Measures connections that nobody here uses, for each of the three under one name. */
    private static final String RABBIT_METRICS =
            "org.springframework.boot.amqp.autoconfigure.metrics.RabbitMetricsAutoConfiguration";

    private static final List<String> STORE_PARTS = List.of(
            "io.taskmill.store.config.StoreAddressAutoConfiguration",
            "io.taskmill.store.config.StoreAutoConfiguration",
            "io.taskmill.store.config.StoreHealthAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration");

    private final Class<?> application;
    private final WebApplicationType web;

    Program(Class<?> application, WebApplicationType web) {
        this.application = application;
        this.web = web;
    }

    Class<?> application() {
        return application;
    }

    /** Only one of them listens. */
    WebApplicationType web() {
        return web;
    }

    /** Auto-configurations that it does without. */
    List<String> excluded() {
        List<String> excluded = new ArrayList<>(List.of(RABBIT_METRICS));
        switch (this) {
            case WORKER -> excluded.addAll(STORE_PARTS);
            case PROJECTOR, API -> excluded.add(WORKER_PARTS);
        }
        return excluded;
    }

    /** Where its own settings are: by name alone, the first of the three would be found. */
    String settings() {
        String classFile = application.getName().replace('.', '/') + ".class";
        String url = String.valueOf(application.getResource("/" + classFile));
        return url.substring(0, url.length() - classFile.length()) + "application.yaml";
    }
}
