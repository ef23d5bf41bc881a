package io.taskmill.model.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.WhenFull;
import io.taskmill.model.gate.GateNotice.Displace;
import io.taskmill.model.gate.GateNotice.Grant;
import io.taskmill.model.gate.GateNotice.Refuse;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.GateTold;
import io.taskmill.model.message.GateEvent.HoldersDue;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.GateEvent.ReleaseGate;
import io.taskmill.model.message.GateEvent.WaitingFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTransitionTest {

    private static final String KEY = "pool:7";
    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    @Test
    void letsInAsManyAsItsLimitSaysAndTellsThem() {
        Gate gate = after(claim(1), claim(2), claim(3));

        assertThat(holders(gate)).containsExactly(task(1), task(2));
        assertThat(waiting(gate)).containsExactly(task(3));
        assertThat(gate.outbox()).containsExactly(new Grant(of(1)), new Grant(of(2)));
    }

    @Test
    void whoeverIsNextComesInForWhoeverGivesBack() {
        Gate gate = after(claim(1), claim(2), claim(3), release(1));

        assertThat(holders(gate)).containsExactly(task(2), task(3));
        assertThat(gate.waiting()).isEmpty();
        assertThat(gate.outbox()).as("who has given back need not be told").doesNotContain(new Grant(of(1)));
    }

    @Test
    void isFairByPriorityThenByAge() {
        Gate gate = after(claim(1), claim(2), claim(4), claim(3), claim(9, Priority.HIGH), claim(5, Priority.LOW));

        assertThat(waiting(gate)).containsExactly(task(9), task(3), task(4), task(5));
    }

    @Test
    void aClaimThatIsHeardOfAgainChangesNothing() {
        assertThat(after(claim(1), claim(2), claim(3), claim(1), claim(3)))
                .isEqualTo(after(claim(1), claim(2), claim(3)));
    }

    @Test
    void aClaimThatWasGivenBackDoesNotCountWhenItIsHeardOfAgain() {
        Gate gate = after(claim(1), release(1), claim(1));

        assertThat(gate.holders()).isEmpty();
        assertThat(gate.outbox()).isEmpty();
        assertThat(after(release(1), claim(1)).holders())
                .as("in whatever order")
                .isEmpty();
    }

    @Test
    void aClaimOfALaterEpochTakesThePlaceOfTheEarlier() {
        Gate gate = after(claim(1), claim(2), new ClaimGate(new Claim(task(1), 2), rule(2), Priority.NORMAL, at(1)));

        assertThat(gate.holders()).extracting(Holder::claim).containsExactly(of(2), new Claim(task(1), 2));
        assertThat(on(gate, claim(1))).as("the earlier one, late").isEqualTo(gate);
    }

    @Test
    void refusesThoseThatAreNotToWait() {
        ClaimGate third = claim(3, WhenFull.REJECT);

        assertThat(after(claim(1), claim(2), third).outbox()).contains(new Refuse(of(3), task(1)));
        assertThat(holders(after(claim(1), third))).containsExactly(task(1), task(3));
    }

    @Test
    void refusesThoseThatAreNotToWaitWhileOthersDo() {
        Gate closed = after(limit("c-1", 0), claim(1), claim(2, WhenFull.REJECT));

        assertThat(waiting(closed)).containsExactly(task(1));
        assertThat(closed.outbox()).containsExactly(new Refuse(of(2), null));
    }

    @Test
    void endsOlderTasksForNewerOnesIfItIsTold() {
        Gate gate = after(claim(1), claim(2), claim(3), claim(4, WhenFull.CANCEL_RUNNING));

        assertThat(gate.outbox()).contains(new Displace(of(1), task(4)), new Displace(of(2), task(4)));
        assertThat(holders(gate)).as("who is told to end holds it until then").containsExactly(task(1), task(2));
        assertThat(waiting(gate)).as("the newest two").containsExactly(task(3), task(4));
        assertThat(holders(after(gate, release(1), release(2)))).containsExactly(task(3), task(4));
    }

    @Test
    void tellsThoseThatAreToEndOnce() {
        Gate gate = after(claim(1), claim(2), claim(3, WhenFull.CANCEL_RUNNING));
        Gate told = on(gate, new GateTold(KEY, Set.of(new Displace(of(1), task(3)).id())));

        assertThat(on(told, claim(4, WhenFull.CANCEL_RUNNING)).outbox())
                .contains(new Displace(of(2), task(4)))
                .doesNotContain(new Displace(of(1), task(4)));
    }

    @Test
    void endsOlderOnesThatWaitForTheNewestIfItIsTold() {
        Gate gate = after(claim(1), claim(2), claim(3, WhenFull.CANCEL_WAITING), claim(4, WhenFull.CANCEL_WAITING));

        assertThat(holders(gate)).containsExactly(task(1), task(2));
        assertThat(waiting(gate)).containsExactly(task(4));
        assertThat(gate.outbox()).contains(new Displace(of(3), task(4)));
    }

    @Test
    void aNewLimitCountsAtOnceAndEndsNobody() {
        Gate raised = after(claim(1), claim(2), claim(3), claim(4), limit("c-1", 3));
        assertThat(raised.holders()).hasSize(3);
        assertThat(raised.limited()).isEqualTo(new Gate.Limited(3, "ada", NOW));

        Gate lowered = after(raised, limit("c-2", 1), release(1), release(2));
        assertThat(holders(lowered)).containsExactly(task(3));
        assertThat(holders(after(lowered, release(3)))).containsExactly(task(4));
        assertThat(after(lowered, limit("c-3", null)).holders())
                .as("as its type says")
                .hasSize(2);
        assertThat(on(lowered, limit("c-1", 3))).as("a repetition").isEqualTo(lowered);
    }

    @Test
    void asksItsHoldersNowAndThenWhetherTheyStillAre() {
        Gate gate = after(claim(1), new GateTold(KEY, Set.of(new Grant(of(1)).id())));
        Instant later = NOW.plus(Holder.ASK_EVERY);

        assertThat(gate.due()).hasValue(later);
        Gate asked = GateTransition.apply(gate, new HoldersDue(KEY), later);
        assertThat(asked.outbox()).containsExactly(new Grant(of(1)));
        assertThat(asked.due()).hasValue(later.plus(Holder.ASK_EVERY));
        assertThat(GateTransition.apply(asked, new HoldersDue(KEY), later)).isEqualTo(asked);
    }

    @Test
    void forgetsTheLastOfVeryManyAndFindsThemAgain() {
        Gate gate = after(claim(1), claim(2));
        for (int i = 3; i <= Gate.MOST_WAITING + 4; i++) {
            gate = on(gate, claim(i));
        }
        assertThat(gate.waiting()).hasSize(Gate.MOST_WAITING);
        assertThat(gate.forgotten()).isTrue();
        assertThat(gate.looksForWaiting()).isFalse();

        for (int i = 1; i <= Gate.MOST_WAITING - Gate.FEW_WAITING + 2; i++) {
            gate = on(gate, release(i));
        }
        assertThat(gate.looksForWaiting()).isTrue();

        List<ClaimGate> found = new ArrayList<>();
        for (int i = 1; i <= Gate.MOST_WAITING + 4; i++) {
            found.add(claim(i));
        }
        List<ClaimGate> waitingStill = found.subList(Gate.MOST_WAITING - Gate.FEW_WAITING + 2, found.size());
        Gate complete = on(gate, new WaitingFound(KEY, waitingStill, true));
        assertThat(complete.forgotten()).isFalse();
        assertThat(complete.holders().size() + complete.waiting().size()).isEqualTo(waitingStill.size());
    }

    @Test
    void refusesLimitsThatNoGateCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateRule(KEY, 0, WhenFull.WAIT))
                .withMessageContaining("limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateRule("", 1, WhenFull.WAIT))
                .withMessageContaining("gate");
        assertThatIllegalArgumentException().isThrownBy(() -> new GateRule("a\nb", 1, WhenFull.WAIT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateRule("x".repeat(201), 1, WhenFull.WAIT))
                .withMessageContaining("201");
        assertThatIllegalArgumentException().isThrownBy(() -> limit("c-1", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> limit("c-1", GateRule.MOST_HOLDERS + 1));
    }

    private static Gate after(GateEvent... events) {
        return after(Gate.unknown(KEY), events);
    }

    private static Gate after(Gate gate, GateEvent... events) {
        Gate result = gate;
        for (GateEvent event : events) {
            result = on(result, event);
        }
        return result;
    }

    private static Gate on(Gate gate, GateEvent event) {
        return GateTransition.apply(gate, event, NOW);
    }

    private static ClaimGate claim(int task) {
        return claim(task, Priority.NORMAL);
    }

    private static ClaimGate claim(int task, Priority priority) {
        return new ClaimGate(of(task), rule(2), priority, at(task));
    }

    private static ClaimGate claim(int task, WhenFull whenFull) {
        return new ClaimGate(of(task), new GateRule(KEY, 2, whenFull), Priority.NORMAL, at(task));
    }

    private static GateRule rule(int limit) {
        return new GateRule(KEY, limit, WhenFull.WAIT);
    }

    private static Instant at(int age) {
        return NOW.plusMillis(age);
    }

    private static ReleaseGate release(int task) {
        return new ReleaseGate(KEY, of(task));
    }

    private static LimitGate limit(String id, @Nullable Integer limit) {
        return new LimitGate(KEY, id, "ada", NOW, limit);
    }

    private static Claim of(int task) {
        return new Claim(task(task), 1);
    }

    private static TaskId task(int number) {
        return new TaskId(new UUID(7, number));
    }

    private static List<TaskId> holders(Gate gate) {
        return gate.holders().stream().map(holder -> holder.claim().task()).toList();
    }

    private static List<TaskId> waiting(Gate gate) {
        return gate.waiting().stream().map(waiter -> waiter.claim().task()).toList();
    }
}
