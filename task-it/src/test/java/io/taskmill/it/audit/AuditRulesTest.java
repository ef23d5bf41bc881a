package io.taskmill.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of waiting and of families notice what they are there for, and nothing else. */
class AuditRulesTest {

    private static final Kept.Origin LEDGER = new Kept.Origin("LEDGER", "", List.of(), "", 0);
    private static final long WORKER = 7;

    private final List<Kept> kept = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final List<Firings.Plan> schedules = new ArrayList<>();
    private final List<Kept.Gate> gates = new ArrayList<>();

    private interface Check {
        void of(Evidence evidence, BiConsumer<Rule, String> find);
    }

    private List<Rule> found(Check check) {
        List<Rule> found = new ArrayList<>();
        Evidence evidence = new Evidence(
                Map.of(),
                kept.stream().collect(Collectors.toMap(Kept::id, task -> task)),
                entries.stream().collect(Collectors.groupingBy(LedgerEntry::task)),
                Map.of(),
                Map.of(),
                new Disturbances(disturbances),
                schedules,
                gates,
                Set.of());
        check.of(evidence, (rule, _) -> found.add(rule));
        return found;
    }

    private static void admissions(Evidence evidence, BiConsumer<Rule, String> find) {
        new Admissions(evidence, find).check();
    }

    private static void families(Evidence evidence, BiConsumer<Rule, String> find) {
        new Families(evidence, find).check();
    }

    private static void rollbacks(Evidence evidence, BiConsumer<Rule, String> find) {
        new Rollbacks(evidence, find).check();
    }

    private static void firings(Evidence evidence, BiConsumer<Rule, String> find) {
        new Firings(evidence, find).check();
    }

    private void keep(String id, Errand errand, Kept.Origin origin, String state, String value) {
        kept.add(new Kept(
                id,
                errand + "-1",
                true,
                origin,
                "DONE",
                state,
                "",
                "run of " + id,
                value,
                1,
                1,
                1_000,
                Long.MAX_VALUE,
                List.of(),
                true,
                true));
    }

    private void write(String task, What what, long atMillis, int round) {
        entries.add(new LedgerEntry(what, task, 1, WORKER, atMillis, round, "run of " + task, 1));
    }

    private void run(String task, long from, long to) {
        write(task, What.START, from, 0);
        write(task, What.END, to, 0);
    }

    private void gated(String task, long from, long to) {
        keep(task, Errand.GATED, LEDGER, "FINISHED", "");
        run(task, from, to);
    }

    @Test
    void twoAtAGateThatLetsInTwoAreWell() {
        gated("a", 0, 100);
        gated("b", 50, 200);
        gated("c", 100, 300);
        assertThat(found(AuditRulesTest::admissions)).isEmpty();
    }

    @Test
    void threeAtAGateThatLetsInTwoAreNoticed() {
        gated("a", 0, 100);
        gated("b", 50, 200);
        gated("c", 99, 300);
        assertThat(found(AuditRulesTest::admissions)).containsExactly(Rule.GATE_LIMIT);
    }

    @Test
    void whoEndedWithItsProcessIsInsideNoMore() {
        gated("a", 0, 100);
        gated("b", 50, 200);
        keep("c", Errand.GATED, LEDGER, "FINISHED", "");
        entries.add(new LedgerEntry(What.START, "c", 1, WORKER + 1, 10, 0, "cut off", 1));
        disturbances.add(Disturbance.ended(40, WORKER + 1, "worker"));
        assertThat(found(AuditRulesTest::admissions)).isEmpty();
    }

    @Test
    void aGateThatIsNotGivenBackIsNoticed() {
        gates.add(new Kept.Gate("pool:a", 1, 0));
        gates.add(new Kept.Gate("pool:b", 0, 1));
        gates.add(new Kept.Gate("pool:c", 0, 0));
        assertThat(found(AuditRulesTest::admissions)).containsExactly(Rule.GATE_LIMIT, Rule.GATE_LIMIT);
    }

    @Test
    void whoBeginsBeforeItsPredecessorHasEndedIsNoticed() {
        keep("first", Errand.DEPENDENT, LEDGER, "FINISHED", "");
        run("first", 0, 100);
        Kept.Origin after = new Kept.Origin("LEDGER", "", List.of("first"), "", 0);
        keep("well", Errand.DEPENDENT, after, "FINISHED", "");
        run("well", 100, 200);
        assertThat(found(AuditRulesTest::admissions)).isEmpty();
        keep("early", Errand.DEPENDENT, after, "FINISHED", "");
        run("early", 99, 200);
        assertThat(found(AuditRulesTest::admissions)).containsExactly(Rule.DEPENDENCY);
    }

    private void family(int children, long endStep) {
        keep(
                "parent",
                Errand.FAMILY,
                new Kept.Origin("FAMILY_LEDGER", "", List.of(), "", 0),
                "FINISHED",
                "{\"summary\":{\"finished\":" + Errand.CHILDREN + "}}");
        run("parent", 0, 10);
        write("parent", What.END_STEP, endStep, 0);
        IntStream.range(0, children).forEach(child -> {
            keep("child" + child, Errand.FAMILY, new Kept.Origin("LEDGER", "parent", List.of(), "", 0), "FINISHED", "");
            run("child" + child, 20, 100);
        });
    }

    @Test
    void aWholeFamilyIsWell() {
        family(Errand.CHILDREN, 100);
        assertThat(found(AuditRulesTest::families)).isEmpty();
    }

    @Test
    void moreChildrenAtAGateThanItLetsInAreNoticed() {
        keep("parent", Errand.FAMILY, new Kept.Origin("FAMILY_LEDGER", "", List.of(), "", 0), "FINISHED", "");
        run("parent", 0, 100);
        Kept.Origin kin = new Kept.Origin("KIN_LEDGER", "parent", List.of(), "", 0);
        IntStream.range(0, 2).forEach(child -> {
            keep("child" + child, Errand.FAMILY, kin, "FINISHED", "");
            run("child" + child, 20, 100);
        });
        assertThat(found(AuditRulesTest::admissions)).isEmpty();
        keep("third", Errand.FAMILY, kin, "FINISHED", "");
        run("third", 99, 200);
        assertThat(found(AuditRulesTest::admissions)).containsExactly(Rule.GATE_LIMIT);
    }

    @Test
    void aMissingChildIsNoticed() {
        family(Errand.CHILDREN - 1, 100);
        assertThat(found(AuditRulesTest::families)).containsExactly(Rule.FAMILY);
    }

    @Test
    void anEndStepBeforeTheChildrenAreOverIsNoticed() {
        family(Errand.CHILDREN, 99);
        assertThat(found(AuditRulesTest::families)).hasSize(Errand.CHILDREN).containsOnly(Rule.FAMILY);
    }

    @Test
    void aChildThatFailedUnderOneThatFinishedIsNoticed() {
        family(Errand.CHILDREN - 1, 100);
        keep("bad", Errand.FAMILY, new Kept.Origin("LEDGER", "parent", List.of(), "", 0), "FAILED", "");
        assertThat(found(AuditRulesTest::families)).containsExactly(Rule.FAMILY);
    }

    private void undone(int... things) {
        keep("undone", Errand.UNDONE, LEDGER, "FAILED", "");
        write("undone", What.START, 0, 0);
        write("undone", What.ROUND, 1, 1);
        write("undone", What.ROUND, 2, 2);
        for (int i = 0; i < things.length; i++) {
            write("undone", What.UNDOING, 10 + i, things[i]);
            write("undone", What.UNDONE, 10 + i, things[i]);
        }
    }

    @Test
    void whatIsUndoneTheLastFirstIsWellAlsoIfItIsBegunTwice() {
        undone(2, 2, 1);
        assertThat(found(AuditRulesTest::rollbacks)).isEmpty();
    }

    @Test
    void whatIsNotUndoneIsNoticed() {
        undone(2);
        assertThat(found(AuditRulesTest::rollbacks)).containsExactly(Rule.ROLLBACK);
    }

    @Test
    void whatIsUndoneTheFirstFirstIsNoticed() {
        undone(1, 2);
        assertThat(found(AuditRulesTest::rollbacks)).containsExactly(Rule.ROLLBACK);
    }

    private void fired(String task, long time) {
        keep(task, Errand.FIRED, new Kept.Origin("LEDGER", "", List.of(), "nightly", time), "FINISHED", "");
    }

    @Test
    void eachTimeOnceIsWell() {
        schedules.add(new Firings.Plan("nightly", 1_000, 3_000, 1_000));
        fired("a", 1_000);
        fired("b", 2_000);
        fired("c", 3_000);
        assertThat(found(AuditRulesTest::firings)).isEmpty();
    }

    @Test
    void aTimeThatIsLeftOutOneThatIsDoubledAndOneThatIsNoneAreNoticed() {
        schedules.add(new Firings.Plan("nightly", 1_000, 3_000, 1_000));
        fired("a", 1_000);
        fired("b", 1_000);
        fired("c", 3_000);
        fired("d", 3_500);
        assertThat(found(AuditRulesTest::firings)).containsExactly(Rule.FIRING, Rule.FIRING, Rule.FIRING);
    }
}
