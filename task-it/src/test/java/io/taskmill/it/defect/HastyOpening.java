package io.taskmill.it.defect;

import io.taskmill.api.start.Installed;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the API with a publisher that answers before it publishes. */
final class HastyOpening implements Supplier<Optional<Installed>> {

    private final Supplier<Optional<Installed>> real;

    HastyOpening(Supplier<Optional<Installed>> real) {
        this.real = real;
    }

    @Override
    public Optional<Installed> get() {
        return real.get()
                .map(opened -> new Installed(
                        opened.shards(),
                        opened.ids(),
                        opened.tasks(),
                        opened.newest(),
                        opened.logs(),
                        opened.counts(),
                        opened.living(),
                        opened.running(),
                        opened.gates(),
                        opened.waiting(),
                        opened.schedules(),
                        opened.entities(),
                        new HastyPublisher(opened.commands()),
                        opened.deadLetters(),
                        opened.kin()));
    }
}
