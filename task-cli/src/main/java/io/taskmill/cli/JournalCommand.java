package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.JournalFilter;
import io.taskmill.client.JournalPage;
import io.taskmill.client.TaskmillClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code journal}. */
@Command(
        name = "journal",
        description = "Tells what has happened, and who wanted it, the latest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill journal --level ERROR --limit 20",
            "  ./taskmill journal --actor ada --from 2031-05-04T00:00:00Z",
            "  ./taskmill journal --entity vm:web-1 --csv journal.csv"
        })
final class JournalCommand extends ApiCommand {

    /** Beyond that a journal is not read but searched, and it must fit into memory; an export has no such bound. */
    static final int MOST_ENTRIES = 100_000;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Only what was then or later, such as 2031-05-04T12:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Only what was before.")
    private @Nullable Instant to;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only what is about this type. Of this, --actor, --entity and --kind one can be asked for.")
    private @Nullable String type;

    @Option(names = "--actor", paramLabel = "WHO", description = "Only what this one has wanted.")
    private @Nullable String actor;

    @Option(names = "--entity", paramLabel = "TYPE[:ID]", description = "Only what is about this, such as vm:web-1.")
    private @Nullable String entity;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only what is INFO, WARNING or ERROR. Not with --kind.")
    private @Nullable String level;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only what is of this kind, such as TASK_FAILED.")
    private @Nullable String kind;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many at most. Default: what the API gives at once. Not with --csv.")
    private @Nullable Integer limit;

    @Option(
            names = "--all",
            description = "All of it, page by page, up to " + MOST_ENTRIES
                    + "; --limit is then the size of a page. With --json one document with all items.")
    private boolean all;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write all of it to this file, as comma-separated values. It is there once it is whole.")
    private @Nullable Path csv;

    JournalCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) throws IOException {
        JournalFilter filter = new JournalFilter(from, to, type, actor, entity, upper(level), upper(kind));
        if (csv != null) {
            if (limit != null || all || api().json()) {
                throw api().usage("--csv writes all of it, so --limit, --all and --json do not go with it");
            }
            export(client, filter, csv.toAbsolutePath());
        } else {
            list(client, filter);
        }
        return ExitCodes.DONE;
    }

    /** Whoever finds the file finds all of it. */
    private static void export(TaskmillClient client, JournalFilter filter, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            client.exportJournal(filter, part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void list(TaskmillClient client, JournalFilter filter) {
        JournalPage page = client.journal(filter, limit, null);
        List<JournalPage.Entry> entries = new ArrayList<>(page.items());
        String next = page.next();
        while (all && next != null && entries.size() < MOST_ENTRIES) {
            JournalPage following = client.journal(filter, limit, next);
            entries.addAll(following.items());
            if (next.equals(following.next())) {
                throw new IllegalStateException("the API's journal does not go on after cursor " + next);
            }
            next = following.next();
        }
        if (api().json()) {
            printJson(all ? merged(entries) : page.json());
        } else {
            table(entries).lines().forEach(this::print);
            tellOfMore(next);
        }
    }

    private static @Nullable String upper(@Nullable String constant) {
        return constant == null ? null : constant.toUpperCase(Locale.ROOT);
    }

    private static String merged(List<JournalPage.Entry> entries) {
        return entries.stream().map(JournalPage.Entry::json).collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static Table table(List<JournalPage.Entry> entries) {
        Table table = new Table("AT", "LEVEL", "KIND", "BY", "TASK", "WHAT");
        entries.forEach(entry -> table.row(
                Times.text(entry.at()),
                entry.level(),
                entry.kind(),
                orNone(entry.actor()),
                orNone(entry.task()),
                entry.text()));
        return table;
    }

    private static String orNone(@Nullable String text) {
        return text == null ? Times.NONE : text;
    }

    private void tellOfMore(@Nullable String next) {
        if (next != null) {
            String hint =
                    all ? "the journal is longer than " + MOST_ENTRIES + " entries: --csv" : "there is more: --all";
            surroundings().err().println("taskmill: " + hint);
        }
    }
}
