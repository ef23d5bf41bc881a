package io.taskmill.api.diagnosis;

import io.taskmill.api.diagnosis.Cause.Code;
import io.taskmill.model.GateRule;
import io.taskmill.model.Pause;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Blocked;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.DeadCommand;
import io.taskmill.model.task.End;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.Family;
import io.taskmill.model.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Tells from what is known why a task is where it is. Pure. */
final class Diagnosis {

    /** Three heartbeats long nothing was heard. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    /** So many other tasks are named. */
    private static final int NAMED = 5;

    private final Facts facts;
    private final Task task;
    private final TaskSpec spec;
    private final List<Cause> causes = new ArrayList<>();

    private Diagnosis(Facts facts) {
        this.facts = facts;
        this.task = facts.task();
        this.spec = Objects.requireNonNull(facts.task().spec());
    }

    /** The nearest reason first. */
    static List<Cause> of(Facts facts) {
        Diagnosis diagnosis = new Diagnosis(facts);
        diagnosis.examine();
        return List.copyOf(diagnosis.causes);
    }

    private void examine() {
        switch (task.phase()) {
            case SCHEDULED -> scheduled();
            case BLOCKED -> blocked();
            case QUEUED -> queued();
            case RUNNING -> running();
            case WAITING_CHILDREN -> waitingForChildren();
            case ENDING -> ending();
            case RETRY_WAIT -> retryWait();
            case ABORTING -> aborting();
            case CLEANING -> cleaning();
            case DONE -> done();
        }
    }

    private void waitingForChildren() {
        Family family = Objects.requireNonNull(task.family());
        add(Cause.of(Code.CHILDREN)
                .with("count", family.spawn().children())
                .with("over", family.total().ended()));
    }

    private void ending() {
        add(endStep());
        running();
    }

    private Cause endStep() {
        return Cause.of(Code.END_STEP)
                .with("count", Objects.requireNonNull(task.family()).spawn().children());
    }

    private void scheduled() {
        Cause time = Cause.of(task.claims().at() == null ? Code.TIME : Code.RATE);
        task.rate()
                .ifPresentOrElse(
                        rate -> add(time.with("rate", rate.key()).with("until", task.releaseAt())),
                        () -> add(time.with("until", task.releaseAt())));
    }

    private void blocked() {
        if (task.awaitsOthers()) {
            List<TaskId> awaits = task.dependencies().awaits();
            add(Cause.of(Code.DEPENDENCIES).with("count", awaits.size()).with("tasks", named(awaits)));
        }
        task.gate().ifPresent(this::gate);
        task.rate().ifPresent(rate -> add(Cause.of(Code.RATE_ASKED).with("rate", rate.key())));
        Blocked typeMissing = task.blocked();
        if (typeMissing != null && typeMissing.paused()) {
            paused();
        } else if (typeMissing != null) {
            add(Cause.of(Code.TYPE_MISSING)
                    .with("type", spec.type())
                    .with("version", spec.typeVersion())
                    .with("until", task.releaseAt()));
            noWorker();
        }
    }

    private void gate(GateRule rule) {
        Gate gate = facts.gate();
        if (gate == null || gate.hasRoomFor(rule)) {
            add(Cause.of(Code.GATE_ASKED).with("gate", rule.key()));
            return;
        }
        Gate.Limited limited = gate.limited();
        if (limited != null && limited.limit() == 0) {
            add(Cause.of(Code.GATE_CLOSED)
                    .with("gate", rule.key())
                    .with("since", limited.at())
                    .with("by", limited.actor()));
            return;
        }
        List<TaskId> holders =
                gate.holders().stream().map(holder -> holder.claim().task()).toList();
        add(Cause.of(Code.GATE)
                .with("gate", rule.key())
                .with("limit", gate.limit())
                .with("held", holders.size())
                .with("ahead", facts.aheadAtGate())
                .with("tasks", named(holders)));
    }

    private void queued() {
        if (task.isEnding() && task.phase() == Phase.QUEUED) {
            add(endStep());
        }
        DeadCommand dead = task.deadCommand();
        if (dead != null) {
            add(Cause.of(Code.COMMAND_DEAD).with("reason", dead.reason()).with("since", dead.at()));
        }
        paused();
        if (task.isSuspect()) {
            add(Cause.of(Code.SUSPECT).with("count", task.crashRecoveries()));
        }
        if (noWorker()) {
            return;
        }
        add(
                facts.aheadInQueue() == 0
                        ? Cause.of(Code.NEXT).with("queue", queue())
                        : Cause.of(Code.QUEUE)
                                .with("ahead", facts.aheadInQueue())
                                .with("queue", queue()));
        int slots = facts.capable().stream().mapToInt(WorkerInfo::slots).sum();
        int used = facts.capable().stream().mapToInt(WorkerInfo::used).sum();
        if (used >= slots) {
            add(Cause.of(Code.SLOTS)
                    .with("slots", slots)
                    .with("workers", facts.capable().size()));
        }
    }

    private void paused() {
        Pause pause = facts.pause();
        if (pause != null) {
            add(Cause.of(Code.PAUSED)
                    .with("target", pause.kind().name().toLowerCase(Locale.ROOT))
                    .with("name", pause.name())
                    .with("since", pause.at())
                    .with("by", pause.actor())
                    .with("reason", pause.reason()));
        }
    }

    private String queue() {
        return task.queue().orElseThrow().text();
    }

    private boolean noWorker() {
        if (!facts.capable().isEmpty()) {
            return false;
        }
        add(Cause.of(Code.NO_WORKER)
                .with("type", spec.type())
                .with("version", spec.typeVersion())
                .with("pool", spec.pool()));
        return true;
    }

    private void running() {
        add(Cause.of(Code.RUNNING)
                .with("worker", Objects.requireNonNull(task.run()).worker())
                .with("since", task.run().started())
                .with("progress", task.progress()));
        silent();
    }

    private void silent() {
        Session session = facts.session();
        Instant heard = session == null ? null : session.lastHeartbeat();
        if (heard != null && Duration.between(heard, facts.now()).compareTo(SILENT_AFTER) > 0) {
            add(Cause.of(Code.WORKER_SILENT)
                    .with("worker", Objects.requireNonNull(task.run()).worker())
                    .with("since", heard));
        }
    }

    private void retryWait() {
        FailedAttempt failed = Objects.requireNonNull(task.failed());
        add(Cause.of(Code.RETRY)
                .with("attempt", failed.attempt())
                .with("attempts", spec.policy().retry().maxAttempts())
                .with("error", failed.error().code())
                .with("until", task.releaseAt()));
    }

    private void aborting() {
        Cancellation cancelled = Objects.requireNonNull(task.cancelled());
        add(Cause.of(Code.CANCELLING)
                .with("worker", Objects.requireNonNull(task.run()).worker())
                .with("since", cancelled.at())
                .with("by", cancelled.actor())
                .with("told", cancelled.told()));
        silent();
    }

    private void cleaning() {
        Cause cleaning =
                Cause.of(Code.CLEANING).with("count", task.rollback().left().size());
        add(task.releaseAt() == null ? cleaning : cleaning.with("until", task.releaseAt()));
        if (task.run() != null) {
            running();
        } else if (task.dispatched() != null) {
            queued();
        }
    }

    private void done() {
        End end = Objects.requireNonNull(task.end());
        add(Cause.of(Code.ENDED).with("state", end.state().name()).with("since", end.at()));
    }

    private static List<String> named(List<TaskId> tasks) {
        return tasks.stream().limit(NAMED).map(TaskId::toString).toList();
    }

    private void add(Cause cause) {
        causes.add(cause);
    }
}
