package io.taskmill.model.explore.task;

import io.taskmill.model.Run;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.task.Transition.Decision;

/** Reports as if they were another run's. */
final class Reports {

    private Reports() {}

    static RunEvent ofEpoch(RunEvent report, int epoch) {
        return of(report, epoch, report.run());
    }

    static RunEvent ofRun(RunEvent report, String id) {
        Run run = report.run();
        return of(
                report,
                report.epoch(),
                new Run(
                        id,
                        run.session(),
                        run.worker(),
                        run.seq(),
                        run.started(),
                        run.progress(),
                        run.message(),
                        run.allowed(),
                        run.steps(),
                        run.pushed()));
    }

    /** Tells the run that it may begin. */
    static Decision granted(RunEvent report) {
        Run run = report.run();
        return new Decision.Answer(run.session(), new ControlMessage.Granted(report.task(), report.epoch(), run.id()));
    }

    static RunEvent of(RunEvent report, int epoch, Run run) {
        return switch (report) {
            case RunEvent.Start start -> new RunEvent.Start(start.task(), epoch, run, start.waited());
            case RunEvent.Progress progress -> new RunEvent.Progress(progress.task(), epoch, run);
            case RunEvent.Checkpoint checkpoint ->
                new RunEvent.Checkpoint(checkpoint.task(), epoch, run, checkpoint.state());
            case RunEvent.RollbackPushed pushed ->
                new RunEvent.RollbackPushed(pushed.task(), epoch, run, pushed.index(), pushed.name(), pushed.params());
            case RunEvent.EntityFacts told ->
                new RunEvent.EntityFacts(told.task(), epoch, run, told.at(), told.facts());
            case RunEvent.RolledBack back ->
                new RunEvent.RolledBack(back.task(), epoch, run, back.undone(), back.through());
            case RunEvent.Finished finished ->
                new RunEvent.Finished(finished.task(), epoch, run, finished.at(), finished.result());
            case RunEvent.Failed failed -> new RunEvent.Failed(failed.task(), epoch, run, failed.at(), failed.error());
            case RunEvent.Aborted aborted ->
                new RunEvent.Aborted(aborted.task(), epoch, run, aborted.at(), aborted.returned());
            case RunEvent.Spawned spawned ->
                new RunEvent.Spawned(spawned.task(), epoch, run, spawned.at(), spawned.family());
            case RunEvent.GivenBack given -> new RunEvent.GivenBack(given.task(), epoch, run);
        };
    }
}
