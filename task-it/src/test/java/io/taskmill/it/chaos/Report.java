package io.taskmill.it.chaos;

import java.nio.file.Path;
import java.util.List;

/** Prints what came of all rounds of a run. */
public final class Report {

    private Report() {}

    /** @param args the file of outcomes; ends with 1 if anything was found */
    public static void main(String[] args) {
        List<Outcome> rounds = Outcome.read(Path.of(args[0]));
        System.out.print(Outcome.table(rounds));
        if (!rounds.stream().allMatch(Outcome::isClean)) {
            System.exit(1);
        }
    }
}
