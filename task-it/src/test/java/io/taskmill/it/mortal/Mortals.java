package io.taskmill.it.mortal;

import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.TrainedJar;

/** Processes on the class path of the tests, where workers' parts and settings are as well. */
final class Mortals {

    static final String DEATH = "TEST_DEATH";

    private Mortals() {}

    /** @param module whose settings are read */
    static JavaProcessBuilder process(String name, Class<?> main, String module, Enum<?> death) {
        return JavaProcess.named(name)
                .main(main)
                .jvmArguments(TrainedJar.jvm())
                .environment(DEATH, death.name())
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
