package io.taskmill.it.program;

import io.taskmill.testkit.JavaProcessBuilder;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.TrainedJar;

/** What an API or a projector needs on the class path of the tests, where workers' parts and settings are as well. */
public final class ClassPathProgram {

    private ClassPathProgram() {}

    /** @param module whose settings are read */
    public static JavaProcessBuilder of(JavaProcessBuilder process, String module) {
        return process.jvmArguments(TrainedJar.jvm())
                .environment(
                        "SPRING_CONFIG_LOCATION",
                        ProjectRoot.find()
                                .resolve(module + "/src/main/resources/application.yaml")
                                .toUri()
                                .toString())
                .environment(
                        "SPRING_AUTOCONFIGURE_EXCLUDE",
                        String.join(
                                ",",
                                "io.taskmill.runtime.config.WorkerAutoConfiguration",
                                "io.taskmill.handlers.basic.BasicHandlersAutoConfiguration",
                                "io.taskmill.handlers.basic.http.HttpCallAutoConfiguration"));
    }
}
