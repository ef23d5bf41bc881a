package io.taskmill.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** The table of modules in docs/architecture.md, held by tests. */
@AnalyzeClasses(
        packages = "io.taskmill",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeJarsOfTests.class})
class ArchitectureTest {

    /** Test code that other modules use comes in a jar of its own. */
    static final class DoNotIncludeJarsOfTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule MODULES_KNOW_ONLY_WHOM_THEY_MAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.taskmill..")
            .layer("model")
            .definedBy("io.taskmill.model..")
            .layer("messaging")
            .definedBy("io.taskmill.messaging..")
            .layer("store")
            .definedBy("io.taskmill.store..")
            .layer("schedule")
            .definedBy("io.taskmill.schedule..")
            .layer("handler")
            .definedBy("io.taskmill.handler..")
            .layer("runtime")
            .definedBy("io.taskmill.runtime..")
            .layer("handlers")
            .definedBy("io.taskmill.handlers..")
            .layer("worker")
            .definedBy("io.taskmill.worker..")
            .layer("projector")
            .definedBy("io.taskmill.projector..")
            .layer("api")
            .definedBy("io.taskmill.api..")
            .layer("standalone")
            .definedBy("io.taskmill.standalone..")
            .layer("client")
            .definedBy("io.taskmill.client..")
            .layer("cli")
            .definedBy("io.taskmill.cli..")
            .optionalLayer("simulator")
            .definedBy("io.taskmill.simulator..")
            .optionalLayer("testkit")
            .definedBy("io.taskmill.testkit..")
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("messaging")
            .mayOnlyAccessLayers("model")
            .whereLayer("store")
            .mayOnlyAccessLayers("model")
            .whereLayer("schedule")
            .mayOnlyAccessLayers("model")
            .whereLayer("handler")
            .mayOnlyAccessLayers("model")
            .whereLayer("runtime")
            .mayOnlyAccessLayers("handler", "messaging", "model")
            .whereLayer("handlers")
            .mayOnlyAccessLayers("handler", "model")
            .whereLayer("worker")
            .mayOnlyAccessLayers("runtime", "handlers")
            .whereLayer("projector")
            .mayOnlyAccessLayers("messaging", "store", "schedule", "model")
            .whereLayer("api")
            .mayOnlyAccessLayers("messaging", "store", "schedule", "model")
            .whereLayer("standalone")
            .mayOnlyAccessLayers("api", "projector", "worker", "messaging")
            .whereLayer("client")
            .mayNotAccessAnyLayer()
            .whereLayer("cli")
            .mayOnlyAccessLayers("client")
            .whereLayer("simulator")
            .mayNotAccessAnyLayer()
            .because("who may know whom is what keeps each module readable by itself");

    @ArchTest
    static final ArchRule ONLY_MESSAGING_KNOWS_AMQP = noClasses()
            .that(not(resideInAPackage("io.taskmill.messaging..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp..")
            .because("how the broker is spoken to is decided in one place");

    @ArchTest
    static final ArchRule ONLY_STORE_KNOWS_MONGODB = noClasses()
            .that(not(resideInAnyPackage("io.taskmill.store..", "io.taskmill.testkit..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..", "org.springframework.data.mongodb..")
            .because("what documents look like is decided in one place");

    @ArchTest
    static final ArchRule ONLY_SCHEDULE_KNOWS_CRON = noClasses()
            .that(not(resideInAPackage("io.taskmill.schedule..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.scheduling.support..")
            .because("what a cron expression means is decided in one place");

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("io.taskmill.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.taskmill.model..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..")
            .because("the heart is pure: no Spring, no I/O");

    @ArchTest
    static final ArchRule NOBODY_READS_THE_CLOCK = noClasses()
            .that(not(resideInAPackage("io.taskmill.testkit..")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("what decides takes the time as an argument, and what does has a Clock");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().assignedFrom(new ByPackage())
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to start somewhere");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NAMED_BY_RESPONSIBILITY = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..dto..", "..helper..")
            .because("the package tree is the table of contents");

    @ArchTest
    static final ArchRule NULLS_ARE_MARKED = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class)
            .because("NullAway checks only what is marked");

    /** Each package is a slice, a module's root package too. */
    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
