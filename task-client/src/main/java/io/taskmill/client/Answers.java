package io.taskmill.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the API answers. Members that are not known are passed over. */
final class Answers {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String ITEMS = "items";

    private Answers() {}

    /** @throws IllegalArgumentException if it tells of no task, as do all of these */
    static TaskView task(String json) {
        return TaskReader.read(json, Members.of(tree(json)));
    }

    static TaskPage page(String json) {
        Members page = Members.of(tree(json));
        List<Members> members = page.objects(ITEMS);
        List<String> texts = itemTexts(json);
        List<TaskView> items = new ArrayList<>();
        for (int item = 0; item < members.size(); item++) {
            items.add(TaskReader.read(texts.get(item), members.get(item)));
        }
        return new TaskPage(json, items, page.text("next"));
    }

    static ScheduleView schedule(String json) {
        return ScheduleReader.read(json, Members.of(tree(json)));
    }

    static SchedulePage schedules(String json) {
        Members page = Members.of(tree(json));
        List<Members> members = page.objects(ITEMS);
        List<String> texts = itemTexts(json);
        List<ScheduleView> items = new ArrayList<>();
        for (int item = 0; item < members.size(); item++) {
            items.add(ScheduleReader.read(texts.get(item), members.get(item)));
        }
        return new SchedulePage(json, items, page.text("next"));
    }

    static NextFirings nextFirings(String json) {
        List<NextFirings.Upcoming> items = Members.of(tree(json)).objects(ITEMS).stream()
                .map(firing -> new NextFirings.Upcoming(firing.instant("firing"), firing.instant("due")))
                .toList();
        return new NextFirings(json, items);
    }

    static TaskLog log(String json) {
        Members page = Members.of(tree(json));
        List<TaskLog.Entry> items = page.objects(ITEMS).stream()
                .map(entry -> new TaskLog.Entry(
                        entry.instant("at"),
                        entry.smallNumber("epoch"),
                        entry.requiredText("run"),
                        entry.requiredText("text")))
                .toList();
        return new TaskLog(json, items, page.text("next"));
    }

    static JournalPage journal(String json) {
        JsonNode tree = tree(json);
        Members page = Members.of(tree);
        List<JournalPage.Entry> items = page.objects(ITEMS).stream()
                .map(entry -> new JournalPage.Entry(
                        entry.requiredText("id"),
                        entry.instant("at"),
                        entry.requiredText("kind"),
                        entry.requiredText("level"),
                        entry.requiredText("text"),
                        entry.text("task"),
                        entry.text("actor"),
                        entry.toJson()))
                .toList();
        return new JournalPage(json, items, page.text("next"));
    }

    static TaskTree taskTree(String json) {
        Members page = Members.of(tree(json));
        List<TaskTree.Node> items = page.objects(ITEMS).stream()
                .map(node -> new TaskTree.Node(
                        node.requiredText("id"),
                        node.text("parent"),
                        node.smallNumber("depth"),
                        node.text("name"),
                        node.requiredText("type"),
                        node.requiredText("state"),
                        node.text("phase"),
                        node.smallNumber("progress")))
                .toList();
        return new TaskTree(json, items, page.text("next"));
    }

    static TaskSummary summary(String json) {
        Members all = Members.of(tree(json));
        return new TaskSummary(json, all.numbers("categories"), all.numbers("states"), all.flag("recounting"));
    }

    static TaskTypes taskTypes(String json) {
        List<TaskTypes.TaskType> items = Members.of(tree(json)).objects(ITEMS).stream()
                .map(type -> new TaskTypes.TaskType(
                        type.requiredText("name"),
                        type.text("title"),
                        type.text("pool"),
                        type.smallNumber("version"),
                        TaskReader.policy(type),
                        type.flag("strictStart"),
                        type.json("paramsSchema")))
                .toList();
        return new TaskTypes(json, items);
    }

    static Workers workers(String json) {
        List<Workers.Worker> items = Members.of(tree(json)).objects(ITEMS).stream()
                .map(worker -> new Workers.Worker(
                        worker.requiredText("session"),
                        worker.requiredText("name"),
                        worker.instant("started"),
                        worker.instant("lastHeartbeat"),
                        worker.instant("leaseUntil"),
                        worker.flag("draining"),
                        worker.text("host"),
                        worker.number("pid"),
                        worker.texts("pools"),
                        worker.smallNumber("slots"),
                        worker.smallNumber("used"),
                        worker.smallNumber("leaked"),
                        running(worker.object("running"))))
                .toList();
        return new Workers(json, items);
    }

    static Pauses pauses(String json) {
        List<Pauses.Pause> items = Members.of(tree(json)).objects(ITEMS).stream()
                .map(Answers::pause)
                .toList();
        return new Pauses(json, items);
    }

    static Pauses.Pause pause(Members pause) {
        return new Pauses.Pause(
                pause.requiredText("kind"),
                pause.requiredText("name"),
                pause.text("by"),
                pause.text("reason"),
                pause.instant("since"));
    }

    private static int running(@Nullable Members running) {
        return running == null ? 0 : running.smallNumber("count");
    }

    static Gates gates(String json) {
        Members page = Members.of(tree(json));
        List<Gates.Gate> items = page.objects(ITEMS).stream().map(Answers::gate).toList();
        return new Gates(json, items, page.text("next"));
    }

    private static Gates.Gate gate(Members gate) {
        Members limited = gate.object("limited");
        return new Gates.Gate(
                gate.requiredText("key"),
                gate.smallNumber("limit"),
                limited == null ? null : limited.instant("at"),
                gate.smallNumber("held"),
                gate.smallNumber("waiting"),
                gate.flag("more"),
                gate.objects("holders").stream()
                        .map(holder -> holder.requiredText("task"))
                        .toList());
    }

    static Diagnosis diagnosis(String json) {
        return new Diagnosis(
                json,
                Members.of(tree(json)).objects("causes").stream()
                        .map(cause -> new Diagnosis.Cause(cause.requiredText("code"), cause.requiredText("text")))
                        .toList());
    }

    static DeadLetters deadLetters(String json) {
        Members all = Members.of(tree(json));
        List<DeadLetters.DeadLetter> items =
                all.objects(ITEMS).stream().map(Answers::letter).toList();
        return new DeadLetters(json, all.number("total"), items);
    }

    private static DeadLetters.DeadLetter letter(Members letter) {
        return new DeadLetters.DeadLetter(
                letter.text("id"),
                letter.instant("buried"),
                letter.text("origin"),
                letter.text("reason"),
                letter.number("size"));
    }

    static WholeLetter wholeLetter(String json) {
        Members letter = Members.of(tree(json));
        return new WholeLetter(
                json,
                letter(letter),
                letter.text("body"),
                letter.text("encoding"),
                letter.flag("truncated"),
                letter.text("task"));
    }

    static ActedOn replayed(String json) {
        return actedOn(json, "replayed");
    }

    static ActedOn deleted(String json) {
        return actedOn(json, "deleted");
    }

    private static ActedOn actedOn(String json, String done) {
        Members all = Members.of(tree(json));
        return new ActedOn(json, all.number(done), all.number("left"), all.numbers("reasons"));
    }

    /** Why all is to be listed again. */
    static String reason(String json) {
        return Members.of(tree(json)).requiredText("reason");
    }

    /** A task that was deleted. */
    record Gone(String id, long version) {}

    static Gone gone(String json) {
        Members members = Members.of(tree(json));
        return new Gone(members.requiredText("id"), members.number("version"));
    }

    /** What an error says, as far as it is readable. */
    static Problem problem(int status, String body) {
        try {
            Members members = Members.of(tree(body));
            return new Problem(
                    status,
                    members.text("type"),
                    members.text("title"),
                    members.text("detail"),
                    members.text("taskId"),
                    body);
        } catch (IllegalArgumentException e) {
            return new Problem(status, null, null, null, null, null); // the status tells what matters
        }
    }

    static JsonNode withoutPassingTime(String json) {
        JsonNode tree = tree(json);
        if (tree instanceof ObjectNode task) {
            task.remove(List.of("duration", "estimatedEnd"));
        }
        return tree;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The items as they were written, each by itself. */
    private static List<String> itemTexts(String json) {
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean items = parser.currentName().equals(ITEMS);
                parser.nextToken();
                if (items) {
                    texts = elements(parser, json);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return texts;
    }

    private static List<String> elements(JsonParser parser, String json) {
        List<String> texts = new ArrayList<>();
        @Nullable JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
            parser.skipChildren();
            texts.add(json.substring(
                    start, Math.toIntExact(parser.currentLocation().getCharOffset())));
            token = parser.nextToken();
        }
        return texts;
    }
}
