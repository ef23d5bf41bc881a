package io.taskmill.standalone;

import io.taskmill.api.ApiApplication;
import io.taskmill.projector.ProjectorApplication;
import io.taskmill.worker.WorkerApplication;
import java.util.List;
import org.springframework.boot.WebApplicationType;

/**
 * One of the three programs, as it runs beside the others: what it would find on the common class path and would not have
 * on its own is left out.
 */
enum Program {
    PROJECTOR(ProjectorApplication.class, WebApplicationType.NONE, Parts.WORKER),
    WORKER(WorkerApplication.class, WebApplicationType.NONE, Parts.STORE),
    API(ApiApplication.class, WebApplicationType.SERVLET, Parts.WORKER);

    private final Class<?> application;
    private final WebApplicationType web;
    private final List<String> excluded;

    Program(Class<?> application, WebApplicationType web, List<String> excluded) {
        this.application = application;
        this.web = web;
        this.excluded = excluded;
    }

    Class<?> application() {
        return application;
    }

    /** Only one of them listens. */
    WebApplicationType web() {
        return web;
    }

    /** Auto-configurations of other programs. */
    List<String> excluded() {
        return excluded;
    }

    /** Where its own settings are: by name alone, the first of the three would be found. */
    String settings() {
        String classFile = application.getName().replace('.', '/') + ".class";
        String url = String.valueOf(application.getResource("/" + classFile));
        return url.substring(0, url.length() - classFile.length()) + "application.yaml";
    }

    /** Kept apart from the constants, which are made before any static field of theirs. */
    private static final class Parts {

        private static final List<String> WORKER = List.of("io.taskmill.runtime.config.WorkerAutoConfiguration");

        private static final List<String> STORE = List.of(
                "io.taskmill.store.config.StoreAddressAutoConfiguration",
                "io.taskmill.store.config.StoreAutoConfiguration",
                "io.taskmill.store.config.StoreHealthAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration");
    }
}
