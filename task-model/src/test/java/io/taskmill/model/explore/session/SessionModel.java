package io.taskmill.model.explore.session;

import io.taskmill.model.explore.Model;
import io.taskmill.model.explore.session.SessionSetting.Chance;
import io.taskmill.model.session.Session.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session on one shard, and its task on another one. Everything happens at instants that are a step of time apart, and at
 * one instant in any order.
 */
final class SessionModel implements Model<Moment> {

    private final SessionSetting setting;
    private final SessionRules rules;
    private final Shard shard;
    private final Watch.All watches;
    private final TaskOfSession task;

    SessionModel(SessionSetting setting, SessionRules rules) {
        this.setting = setting;
        this.rules = rules;
        this.shard = new Shard(rules);
        this.watches = new Watch.All(rules);
        this.task = new TaskOfSession(setting, rules);
    }

    @Override
    public Moment initial() {
        return new Moment(
                shard.interned(Shard.opened()),
                watches.anew(),
                Beats.OPENED,
                Collections.nCopies(setting.senders(), Moment.NONE),
                true,
                0,
                false,
                task.initial());
    }

    @Override
    public void steps(Moment moment, Steps<Moment> steps) {
        beats(moment, steps);
        for (int sender = 0; sender < setting.senders(); sender++) {
            ticks(moment, sender, steps);
        }
        faults(moment, steps);
        probe(moment, steps);
        if (setting.withTask()) {
            task.steps(moment, steps);
        }
        time(moment, steps);
    }

    private void beats(Moment moment, Steps<Moment> steps) {
        Beats beats = moment.beats();
        if (moment.flows() && beats.pending() != 0) {
            Moment taken = shard.heartbeat(moment.with(beats.taken()));
            Moment confirmed = setting.has(Chance.CONFIRMS_LINGER)
                    ? taken
                    : taken.with(taken.beats().confirming());
            boolean revived = moment.session().status() != Status.ACTIVE
                    && taken.session().status() == Status.ACTIVE;
            steps.step(
                    Kind.MACHINERY,
                    confirmed,
                    () -> "a heartbeat is taken and folded" + told(taken),
                    revived ? "2: a lost session revives" : null);
        }
        if (beats.unconfirmed() < Beats.OLD) {
            steps.step(Kind.MACHINERY, moment.with(beats.confirming()), () -> "the worker hears that it was taken");
        }
    }

    private static String told(Moment moment) {
        return moment.beats().over() ? "; the worker is told that its session is over" : "";
    }

    private void ticks(Moment moment, int sender, Steps<Moment> steps) {
        int age = moment.ticks().get(sender);
        if (age == Moment.NONE && moment.flows() && !setting.has(Chance.TICKS_LINGER)) {
            tickTaken(moment, sender, 0, steps);
        } else if (age == Moment.NONE) {
            steps.step(
                    Kind.MACHINERY,
                    moment.withTicks(replaced(moment.ticks(), sender, 0)),
                    () -> "sender " + sender + " makes a tick");
        } else if (moment.flows()) {
            tickTaken(moment, sender, age, steps);
        }
    }

    private void tickTaken(Moment moment, int sender, int age, Steps<Moment> steps) {
        Watch.Ticked ticked = moment.watch().tick(sender, age);
        Moment taken =
                moment.with(moment.session(), ticked.watch()).withTicks(replaced(moment.ticks(), sender, Moment.NONE));
        if (!ticked.over()) {
            steps.step(Kind.MACHINERY, taken, () -> "the tick of sender " + sender + " is taken and folded");
            return;
        }
        steps.step(
                Kind.MACHINERY,
                shard.leaseOver(taken),
                () -> "the tick of sender " + sender + " is folded: the lease is over",
                wrongly(moment));
    }

    /** What is broken if the lease counts as over now. */
    private @Nullable String wrongly(Moment moment) {
        if (moment.beats().leaseStands()) {
            return "8: a session counts as lost while the worker's own lease stands";
        }
        boolean innocent = !setting.has(Chance.BEATS_LINGER)
                && !setting.has(Chance.CONFIRMS_LINGER)
                && !setting.has(Chance.PAUSE)
                && !setting.has(Chance.DEATH);
        return innocent ? "1: a worker that beats counts as lost because the broker stalled" : null;
    }

    private void faults(Moment moment, Steps<Moment> steps) {
        if (setting.has(Chance.DEATH) && moment.beats().alive()) {
            steps.step(Kind.CHANCE, moment.with(moment.beats().dead()), () -> "the worker dies");
        }
        if (setting.has(Chance.TAKE_OVER) && moment.session().status() == Status.ACTIVE) {
            Moment anew = moment.with(moment.session(), watches.anew());
            steps.step(Kind.CHANCE, anew, () -> "another projector takes the shard");
        }
        if (setting.has(Chance.PROBE) && moment.beats().alive()) {
            boolean connected = moment.beats().connected();
            steps.step(
                    connected ? Kind.CHANCE : Kind.MACHINERY,
                    moment.with(moment.beats().connected(!connected)),
                    () -> connected ? "the worker's connection is gone" : "the worker is connected again");
        }
    }

    private void probe(Moment moment, Steps<Moment> steps) {
        if (!setting.has(Chance.PROBE) || moment.session().status() != Status.ACTIVE) {
            return;
        }
        boolean first = moment.looks() == 0;
        if (!first && (!moment.waited() || !beatIsThrough(moment))) {
            return;
        }
        if (moment.beats().connected()) {
            if (!first) {
                steps.step(Kind.MACHINERY, moment.lookedAgain(0), () -> "the probed session is there");
            }
            return;
        }
        int found = moment.looks() + 1;
        if (found < rules.looks()) {
            steps.step(Kind.CHANCE, moment.lookedAgain(found), () -> "a probe finds the control queue gone");
        } else {
            steps.step(
                    first ? Kind.CHANCE : Kind.MACHINERY,
                    shard.gone(moment.lookedAgain(0)),
                    () -> "a probe finds the control queue gone: the session is lost",
                    found < 2 || moment.beats().confirmed() == 0
                            ? "1: a worker that merely connected anew counts as lost"
                            : null);
        }
    }

    /** The second look is later after the first one than heartbeats are apart. */
    private static boolean beatIsThrough(Moment moment) {
        return moment.flows() && moment.beats().pending() == 0;
    }

    /** Nothing waits for a stalled broker; but whatever flows in time is through before time passes. */
    private void time(Moment moment, Steps<Moment> steps) {
        Beats beats = moment.beats();
        boolean beatIsThrough = beats.pending() == 0 && beats.unconfirmed() == Beats.OLD;
        boolean ticksAreThrough = moment.ticks().stream().allMatch(age -> age == Moment.NONE);
        if (moment.flows()
                && ((!beatIsThrough && !beatsLinger(moment))
                        || (!ticksAreThrough && !setting.has(Chance.TICKS_LINGER)))) {
            return;
        }
        passes(moment, true, beats.beating(), steps);
        if (setting.has(Chance.PAUSE) && beats.beating()) {
            passes(moment, true, false, steps);
        }
        if (setting.has(Chance.BROKER_STALLS)) {
            passes(moment, false, beats.beating(), steps);
        }
    }

    /** Once the session is lost it makes no difference any more. */
    private boolean beatsLinger(Moment moment) {
        return moment.session().status() == Status.ACTIVE
                && (setting.has(Chance.BEATS_LINGER) || setting.has(Chance.CONFIRMS_LINGER));
    }

    private void passes(Moment moment, boolean flows, boolean beats, Steps<Moment> steps) {
        List<Integer> ticks = moment.ticks().stream()
                .map(age -> age == Moment.NONE ? age : Integer.valueOf(Math.min(age + 1, Beats.OLD)))
                .toList();
        Moment later = moment.later(moment.watch().later(), moment.beats().later(beats), ticks, flows);
        boolean over = setting.senders() == 0 && later.watch().tick(0, 0).over();
        steps.step(
                flows ? Kind.MACHINERY : Kind.CHANCE,
                setting.senders() == 0 ? steadyTick(task.later(moment, later)) : task.later(moment, later),
                () -> Beats.STEP.toSeconds() + " s pass" + (flows ? "" : ", the broker stalls")
                        + (beats ? ", the worker beats" : "")
                        + (over ? ", a tick is folded: the lease is over" : ""),
                over ? wrongly(later) : null);
    }

    /** Without senders of its own the world has one whose tick is folded as soon as time has passed. */
    private Moment steadyTick(Moment moment) {
        Watch.Ticked ticked = moment.watch().tick(0, 0);
        Moment folded = moment.with(moment.session(), ticked.watch());
        return ticked.over() ? shard.leaseOver(folded) : folded;
    }

    private static List<Integer> replaced(List<Integer> ticks, int sender, int age) {
        List<Integer> next = new ArrayList<>(ticks);
        next.set(sender, age);
        return List.copyOf(next);
    }

    @Override
    public @Nullable String broken(Moment moment) {
        return setting.withTask() ? task.broken(moment) : null;
    }

    @Override
    public List<Goal<Moment>> goals() {
        EnumSet<Kind> machinery = EnumSet.of(Kind.MACHINERY, Kind.HANDLER);
        List<Goal<Moment>> goals = new ArrayList<>();
        goals.add(new Goal<>(
                "1: who is dead counts as lost",
                machinery,
                moment -> moment.beats().alive() || moment.session().status() != Status.ACTIVE));
        if (setting.withTask()) {
            goals.add(new Goal<>("1: the task ends", machinery, TaskOfSession::isOver));
        }
        return goals;
    }
}
