package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.List;

/** Holds what a load has left behind against its books. */
public final class Audit {

    private final List<Finding> findings = new ArrayList<>();
    private final Evidence evidence;
    private final Runs runs;

    /** To be made when the system is at rest. */
    public Audit(Books books, RealStore store) {
        evidence = Evidence.of(books, store);
        runs = new Runs(evidence, this::find);
        new Promises(evidence, this::find).check();
        new Histories(evidence, this::find).check();
        new Courses(evidence, this::find).check();
        new Admissions(evidence, this::find).check();
        new Families(evidence, this::find).check();
        new Rollbacks(evidence, this::find).check();
        new Firings(evidence, this::find).check();
        runs.check();
    }

    private void find(Rule rule, String about) {
        findings.add(new Finding(rule, about));
    }

    /** All that must not be, each naming its task. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many tasks are known, those included whose submission was not answered. */
    public int tasks() {
        return evidence.kept().size();
    }

    /** How many runs were made although another one of the same task neither failed nor ended with its process. */
    public int doubledRuns() {
        return runs.doubled();
    }
}
