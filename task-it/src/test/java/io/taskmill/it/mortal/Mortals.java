package io.taskmill.it.mortal;

import io.taskmill.it.program.ClassPathProgram;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;

/** Processes that are told where to die. */
final class Mortals {

    static final String DEATH = "TEST_DEATH";

    private Mortals() {}

    /** @param module whose settings are read */
    static JavaProcessBuilder process(String name, Class<?> main, String module, Enum<?> death) {
        return ClassPathProgram.of(JavaProcess.named(name).main(main), module).environment(DEATH, death.name());
    }
}
