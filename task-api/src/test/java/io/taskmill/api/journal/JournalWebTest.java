package io.taskmill.api.journal;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.text.Language;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.store.JournalFilter;
import io.taskmill.store.JournalFilter.Subject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final Set<JournalLevel> ALL = EnumSet.allOf(JournalLevel.class);

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private record Asked(JournalFilter filter, @Nullable String before, int limit) {}

    private final List<Asked> asked = new ArrayList<>();
    private final List<JournalEntry> stored = new ArrayList<>();
    private final List<HttpServletRequest> aborted = new ArrayList<>();

    /** From which page on the store is away. */
    private int answers = Integer.MAX_VALUE;

    private final JournalViews views = new JournalViews(new TypeCatalog(List::of, System::nanoTime));
    private final MockMvc mvc =
            rig.mvc(new JournalController(this::read, views, new JournalExport(this::read, views, aborted::add)));

    private List<JournalEntry> read(JournalFilter filter, @Nullable String before, int limit) {
        asked.add(new Asked(filter, before, limit));
        if (asked.size() > answers) {
            throw WebRig.storeAway();
        }
        return stored.stream()
                .filter(entry -> before == null || entry.id().compareTo(before) < 0)
                .limit(limit)
                .toList();
    }

    private static String id(int number) {
        return String.format("%012x~e", 1_000_000 - number);
    }

    private static JournalEntry failed(int number, @Nullable String reason) {
        return new JournalEntry(
                id(number),
                AT,
                JournalKind.TASK_FAILED,
                TASK,
                "COUNT",
                new EntityRef("vm", "7"),
                "ada",
                reason == null ? Map.of("epoch", "2") : Map.of("epoch", "2", "reason", reason));
    }

    private ResultActions ask(String query) throws Exception {
        return mvc.perform(get("/api/v1/journal" + query));
    }

    @Test
    void anEntryIsShownWithWhatItIsAboutAndWhoWantedIt() throws Exception {
        stored.add(failed(1, "DISK_FULL"));
        ask("").andExpect(status().isOk())
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(content().json("""
                        {"items":[{"id":"0000000f423f~e","at":"2026-05-01T10:00:00.123Z","kind":"TASK_FAILED",
                        "level":"ERROR","text":"COUNT has failed: DISK_FULL.","task":"%s","type":"COUNT",
                        "typeName":"COUNT","entity":{"type":"vm","id":"7"},"actor":"ada",
                        "args":{"epoch":"2","reason":"DISK_FULL"}}]}""".formatted(TASK)));
        assertThat(asked).containsExactly(new Asked(JournalFilter.NONE, null, 51));
    }

    @Test
    void textIsInTheReadersLanguage() throws Exception {
        stored.add(failed(1, "DISK_FULL"));
        mvc.perform(get("/api/v1/journal").header("Accept-Language", "ru").locale(Locale.of("ru")))
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(jsonPath("$.items[0].text").value("Задача «COUNT» завершилась ошибкой: DISK_FULL."));
    }

    @Test
    void followingNextShowsEveryEntryOnce() throws Exception {
        IntStream.range(0, 101).forEach(i -> stored.add(failed(i, "r" + i)));
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            JsonNode page = new JsonMapper()
                    .readTree(ask("?limit=25" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                            .andReturn()
                            .getResponse()
                            .getContentAsString());
            page.path("items").forEach(item -> seen.add(item.at("/args/reason").asString()));
            cursor = page.has("next") ? page.path("next").asString() : null;
        }
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 101).mapToObj(i -> "r" + i).toList());
        assertThat(asked).hasSize(5);
    }

    @Test
    void itIsNarrowedDownByTimeAndOneSubjectAndLevel() throws Exception {
        ask("?from=2026-05-01T10:00:00Z&to=2026-05-02T00:00:00Z&type=COUNT&level=ERROR")
                .andExpect(status().isOk());
        ask("?actor=ada").andExpect(status().isOk());
        ask("?entity=vm:7&level=INFO").andExpect(status().isOk());
        ask("?kind=TASK_FAILED").andExpect(status().isOk());
        ask("?level=WARNING").andExpect(status().isOk());
        assertThat(asked)
                .extracting(Asked::filter)
                .containsExactly(
                        new JournalFilter(
                                Instant.parse("2026-05-01T10:00:00Z"),
                                Instant.parse("2026-05-02T00:00:00Z"),
                                Set.of(JournalLevel.ERROR),
                                new Subject.Type("COUNT")),
                        new JournalFilter(null, null, ALL, new Subject.Actor("ada")),
                        new JournalFilter(null, null, Set.of(JournalLevel.INFO), new Subject.Entity("vm:7")),
                        new JournalFilter(null, null, ALL, new Subject.Kind(JournalKind.TASK_FAILED)),
                        new JournalFilter(null, null, Set.of(JournalLevel.WARNING), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=COUNT&actor=ada",
                "actor=ada&entity=vm",
                "kind=TASK_FAILED&type=COUNT",
                "kind=TASK_FAILED&level=ERROR"
            })
    void whatNoIndexServesTogetherIsRefusedWithAHint(String query) throws Exception {
        problem(ask("?" + query), 400, "unserved-filters")
                .andExpect(jsonPath("$.hint").isNotEmpty());
        problem(mvc.perform(get("/api/v1/journal.csv?" + query)), 400, "unserved-filters");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-05-01",
                "from=2026-05-02T00:00:00Z&to=2026-05-02T00:00:00Z",
                "type=count",
                "actor=",
                "entity=",
                "level=BAD",
                "kind=TASK"
            })
    void whatNoEntryCanHaveIsRefused(String query) throws Exception {
        problem(ask("?" + query), 400, "malformed-filter")
                .andExpect(jsonPath("$.rule").isNotEmpty());
        problem(mvc.perform(get("/api/v1/journal.csv?" + query)), 400, "malformed-filter");
        assertThat(asked).isEmpty();
    }

    @Test
    void otherParametersLimitsAndCursorsAreRefused() throws Exception {
        problem(ask("?limit=0"), 400, "malformed-limit");
        problem(ask("?cursor=x"), 400, "malformed-cursor");
        problem(ask("?worker=w"), 400, "malformed-query");
        problem(ask("?level=INFO&level=ERROR"), 400, "malformed-query");
        problem(mvc.perform(get("/api/v1/journal.csv?limit=5")), 400, "malformed-query");
    }

    @Test
    void whileTheStoreIsAwayNothingIsSaid() throws Exception {
        answers = 0;
        problem(ask(""), 503, "store-unavailable");
        problem(mvc.perform(get("/api/v1/journal.csv")), 503, "store-unavailable");
        assertThat(aborted).isEmpty();
    }

    @Test
    void theExportHasARowOfNamesAndOneForEachEntry() throws Exception {
        stored.add(failed(1, "=1+1"));
        stored.add(new JournalEntry(
                id(2),
                AT,
                JournalKind.PAUSED,
                null,
                null,
                new EntityRef("worker-pool", "a"),
                null,
                Map.of("target", "pool", "name", "a", "reason", "one, \"two\"")));
        String csv = mvc.perform(get("/api/v1/journal.csv"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/csv;charset=UTF-8"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"journal.csv\""))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv)
                .isEqualTo("\uFEFFat,level,kind,text,task,type,typeName,entityType,entityId,actor,reason\r\n"
                        + "2026-05-01T10:00:00.123Z,ERROR,TASK_FAILED,COUNT has failed: =1+1.," + TASK
                        + ",COUNT,COUNT,vm,7,ada,'=1+1\r\n"
                        + "2026-05-01T10:00:00.123Z,WARNING,PAUSED,\"Pool a was paused: one, \"\"two\"\".\",,,,"
                        + "worker-pool,a,,\"one, \"\"two\"\"\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "499,1", "500,2", "501,2", "1234,3"})
    void anExportOfAnyLengthIsReadPageByPage(int entries, int pages) throws Exception {
        IntStream.range(0, entries).forEach(i -> stored.add(failed(i, "r" + i)));
        List<String> lines = mvc.perform(get("/api/v1/journal.csv?level=ERROR"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(1 + entries);
        IntStream.range(0, entries).forEach(i -> assertThat(lines.get(i + 1)).endsWith(",r" + i));
        assertThat(asked).hasSize(pages).allMatch(page -> page.limit() == JournalExport.PAGE);
        assertThat(aborted).isEmpty();
    }

    @Test
    void anExportThatBreaksOffEndsItsConnection() throws Exception {
        IntStream.range(0, 1_200).forEach(i -> stored.add(failed(i, null)));
        answers = 2;
        String csv = mvc.perform(get("/api/v1/journal.csv"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(1_001);
        assertThat(csv).doesNotContain("problem");
        assertThat(aborted).hasSize(1);
    }

    @Test
    void aHeadRequestIsAnsweredWithoutRows() throws Exception {
        stored.add(failed(1, null));
        mvc.perform(head("/api/v1/journal.csv"))
                .andExpect(status().isOk())
                .andExpect(content().string(""));
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void eachKindHasASentenceInEachLanguageWithAllItsArgumentsAndWithNone(JournalKind kind) {
        Map<String, String> all = Map.of(
                "epoch", "2", "run", "r-1", "worker", "w-1", "reason", "why", "limit", "3", "target", "pool", "name",
                "it");
        for (var language : Language.values()) {
            for (Map<String, String> args : List.of(all, Map.<String, String>of())) {
                JournalEntry entry = new JournalEntry(id(1), AT, kind, TASK, "COUNT", null, null, args);
                String text = JournalTexts.of(entry, "Counting", language);
                assertThat(text).doesNotContain("{", "}").matches("\\p{Lu}.*\\.");
            }
        }
    }

    @Test
    void ofADeletedTaskWhoseTypeIsNotKnownTheSentenceNamesNone() {
        JournalEntry entry = new JournalEntry(id(1), AT, JournalKind.TASK_DELETED, TASK, null, null, null, Map.of());
        assertThat(JournalTexts.of(entry, null, Language.EN)).isEqualTo("A task was deleted.");
    }
}
