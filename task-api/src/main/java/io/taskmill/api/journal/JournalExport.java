package io.taskmill.api.journal;

import io.taskmill.api.text.Language;
import io.taskmill.model.EntityRef;
import io.taskmill.model.journal.JournalArgs;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.store.JournalFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Writes the journal as CSV, page by page of the store: the next one is read once the reader has taken the one before, and
 * no more than one is in memory. An export that breaks off ends its connection, so that nobody takes it for whole.
 */
final class JournalExport {

    static final String MEDIA_TYPE = "text/csv";

    static final int PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(JournalExport.class);

    private static final List<String> HEADER = List.of(
            "at", "level", "kind", "text", "task", "type", "typeName", "entityType", "entityId", "actor", "reason");

    private final Journal journal;
    private final JournalViews views;
    private final Consumer<HttpServletRequest> abort;

    /** @param abort closes a request's connection without a proper end */
    JournalExport(Journal journal, JournalViews views, Consumer<HttpServletRequest> abort) {
        this.journal = journal;
        this.views = views;
        this.abort = abort;
    }

    /** The first page is read before anything is written, so that a store that is away is answered as anywhere else. */
    void write(JournalFilter filter, Language language, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<JournalEntry> first = journal.of(filter, null, PAGE);
        response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return;
        }
        OutputStream out = response.getOutputStream();
        try {
            put(out, Csv.BYTE_ORDER_MARK + Csv.row(HEADER));
            for (List<JournalEntry> page = first; !page.isEmpty(); page = after(page, filter)) {
                for (JournalEntry entry : page) {
                    put(out, row(views.view(entry, language)));
                }
                out.flush();
            }
        } catch (RuntimeException e) {
            // What is out cannot be taken back, and an error's text would be one more row.
            LOG.warn("export of the journal broken off reason={}", e.getMessage(), e);
            abort.accept(request);
        }
    }

    private List<JournalEntry> after(List<JournalEntry> page, JournalFilter filter) {
        return page.size() < PAGE
                ? List.of()
                : journal.of(filter, page.getLast().id(), PAGE);
    }

    private static void put(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String row(JournalView entry) {
        EntityRef entity = entry.entity();
        return Csv.row(Arrays.asList(
                entry.at(),
                entry.level(),
                entry.kind(),
                entry.text(),
                entry.task(),
                entry.type(),
                entry.typeName(),
                entity == null ? null : entity.type(),
                entity == null ? null : entity.id(),
                entry.actor(),
                entry.args().get(JournalArgs.REASON)));
    }
}
