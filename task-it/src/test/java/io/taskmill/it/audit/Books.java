package io.taskmill.it.audit;

import io.taskmill.it.ledger.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is written down about a load outside of the system under test: what clients asked for and were told, what handlers did,
 * what readers were shown, which schedules they
 * made, and what was done to the system meanwhile. One file each, in one folder.
 */
public final class Books implements AutoCloseable {

    private final Path folder;
    private final Lines requests;
    private final Lines sightings;
    private final Lines disturbances;
    private final Lines schedules;

    private Books(Path folder) {
        this.folder = folder;
        this.requests = Lines.appendTo(folder.resolve("requests"));
        this.sightings = Lines.appendTo(folder.resolve("sightings"));
        this.disturbances = Lines.appendTo(folder.resolve("disturbances"));
        this.schedules = Lines.appendTo(folder.resolve("schedules"));
    }

    /** Opens new ones. */
    public static Books in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
        return new Books(folder);
    }

    /** The file that handlers write. */
    public Path runs() {
        return folder.resolve("runs");
    }

    public void add(Request request) {
        requests.add(request.line());
    }

    void add(Sighting sighting) {
        sightings.add(sighting.line());
    }

    public void add(Disturbance disturbance) {
        disturbances.add(disturbance.line());
    }

    public void add(Firings.Plan schedule) {
        schedules.add(schedule.line());
    }

    /** Ends writing. */
    @Override
    public void close() {
        requests.close();
        sightings.close();
        disturbances.close();
        schedules.close();
    }

    List<Request> allRequests() {
        return Lines.read(folder.resolve("requests"), Request::parse);
    }

    List<Sighting> allSightings() {
        return Lines.read(folder.resolve("sightings"), Sighting::parse);
    }

    List<Disturbance> allDisturbances() {
        return Lines.read(folder.resolve("disturbances"), Disturbance::parse);
    }

    List<Firings.Plan> allSchedules() {
        return Lines.read(folder.resolve("schedules"), Firings.Plan::parse);
    }

    List<LedgerEntry> allRuns() {
        return LedgerEntry.all(runs());
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
