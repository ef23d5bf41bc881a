package io.taskmill.it.defect;

import io.taskmill.api.ApiApplication;
import io.taskmill.api.start.Installed;
import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.program.ClassPathProgram;
import io.taskmill.projector.ProjectorApplication;
import io.taskmill.projector.shard.TaskRules;
import io.taskmill.store.Reservations;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** What is done wrongly, in place of which part of which program, and which rule it breaks. */
public enum Defect {
    /** The API answers 202 before the broker has the command. */
    ACKNOWLEDGED_BEFORE_THE_CONFIRM(ApiApplication.class, Rule.LOST) {
        @Override
        Object replace(Object part) {
            return part instanceof Supplier<?> opening
                            && part.getClass().getSimpleName().equals("Opening")
                    ? new HastyOpening(installing(opening))
                    : part;
        }

        @SuppressWarnings("unchecked")
        private static Supplier<Optional<Installed>> installing(Supplier<?> opening) {
            return (Supplier<Optional<Installed>>) opening;
        }
    },
    /** The API publishes a keyed submission, and reserves its key after that. */
    KEY_RESERVED_AFTER_THE_PUBLISH(ApiApplication.class, Rule.IDEMPOTENCY) {
        @Override
        Object replace(Object part) {
            return part instanceof Reservations real ? new LateReservations(real) : part;
        }
    },
    /** What any run of an epoch tells counts. */
    NO_RUN_OWNERSHIP(ProjectorApplication.class, Rule.DOUBLED_RESULT) {
        @Override
        Object replace(Object part) {
            return part instanceof TaskRules real ? BrokenRules.withoutOwnership(real) : part;
        }
    },
    /** What a run tells counts after its task's end. */
    END_OVERWRITTEN(ProjectorApplication.class, Rule.WENT_BACK) {
        @Override
        Object replace(Object part) {
            return part instanceof TaskRules real ? BrokenRules.withoutEnds(real) : part;
        }
    },
    /** Nothing is left of a task that was deleted. */
    TOMBSTONE_MISSING(ProjectorApplication.class, Rule.DELETED_CAME_BACK) {
        @Override
        Object replace(Object part) {
            return part instanceof TaskRules real ? BrokenRules.withoutTombstones(real) : part;
        }
    },
    /** What a projector that died has left to be published stays unpublished. */
    OUTBOX_NOT_SWEPT(ProjectorApplication.class, Rule.OUTBOX) {
        @Override
        Object replace(Object part) {
            return part instanceof MongoDatabaseFactory real ? OutboxBlindness.of(real) : part;
        }
    };

    private final Class<?> program;
    private final Rule rule;

    Defect(Class<?> program, Rule rule) {
        this.program = program;
        this.rule = rule;
    }

    /** The same part, or what stands in for it. */
    abstract Object replace(Object part);

    /** What the audit must find. */
    public Rule rule() {
        return rule;
    }

    boolean isOfApi() {
        return program == ApiApplication.class;
    }

    /** Describes the program that has it. */
    public JavaProcessBuilder process(String name) {
        return ClassPathProgram.of(
                        JavaProcess.named(name).main(DefectiveProgram.class).arguments(program.getName()),
                        isOfApi() ? "task-api" : "task-projector")
                .environment(DefectiveProgram.DEFECT, name());
    }
}
