package io.taskmill.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.taskmill.model.Json;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.plan.Plan;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files in {@code golden} are the wire contract: what they show is read and written by this version, and by every
 * later one of the same {@code v}. They are changed only with a rule of docs/messages.md at hand.
 */
class GoldenMessagesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** These members are values of the tasks' own, carried as they are; texts are named by language and key, versions by type. */
    private static final Set<String> NOT_OURS = Set.of(
            "params", "result", "checkpoint", "state", "paramsSchema", "texts", "types", "versions", "attributes");

    private final WireCodec codec = new WireCodec();

    static Stream<String> shardMessages() {
        return Samples.GOLDEN_SHARD_MESSAGES.keySet().stream().sorted();
    }

    /** What is passed on: a projector dispatches again what an API has submitted. */
    static Stream<String> commands() {
        return shardMessages().filter(name -> shardSample(name) instanceof RunCommand);
    }

    static Stream<String> controlMessages() {
        return Samples.GOLDEN_CONTROL_MESSAGES.keySet().stream().sorted();
    }

    static Stream<String> broadcasts() {
        return Samples.GOLDEN_BROADCASTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("broadcasts")
    void aGoldenBroadcastIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        TasksChanged sample = broadcastSample(name);
        assertThat(codec.decodeTasksChanged(golden(name))).isEqualTo(sample);
        assertThat(JSON.readTree(codec.encode(sample))).isEqualTo(JSON.readTree(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("broadcasts")
    void membersThatAreUnknownAtAnyLevelDoNotHinderReadingABroadcast(String name) throws Exception {
        assertThat(codec.decodeTasksChanged(withUnknownMembers(name))).isEqualTo(broadcastSample(name));
    }

    @Test
    void aMessageOfAnotherKindIsNoBroadcast() throws Exception {
        byte[] tick = golden("TICK");
        assertThatThrownBy(() -> codec.decodeTasksChanged(tick)).isInstanceOf(UndecodableException.class);
    }

    @ParameterizedTest
    @MethodSource("shardMessages")
    void aGoldenShardMessageIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        ShardMessage sample = shardSample(name);
        assertThat(codec.decodeShardMessage(golden(name))).isEqualTo(sample);
        assertThat(JSON.readTree(codec.encode(sample))).isEqualTo(JSON.readTree(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("controlMessages")
    void aGoldenControlMessageIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        ControlMessage sample = controlSample(name);
        assertThat(codec.decodeControlMessage(golden(name))).isEqualTo(sample);
        assertThat(JSON.readTree(codec.encode(sample))).isEqualTo(JSON.readTree(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("shardMessages")
    void membersThatAreUnknownAtAnyLevelDoNotHinderReadingAShardMessage(String name) throws Exception {
        ShardMessage read = codec.decodeShardMessage(withUnknownMembers(name));

        assertThat(withoutUnknown(read)).isEqualTo(withoutUnknown(shardSample(name)));
    }

    @ParameterizedTest
    @MethodSource("controlMessages")
    void membersThatAreUnknownAtAnyLevelDoNotHinderReadingAControlMessage(String name) throws Exception {
        assertThat(codec.decodeControlMessage(withUnknownMembers(name))).isEqualTo(controlSample(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatAnOlderVersionPassesOnStillHasTheMembersOfASpecThatItDoesNotKnow(String name) throws Exception {
        RunCommand command = (RunCommand) shardSample(name);
        byte[] passedOn = codec.encode(codec.decodeShardMessage(withUnknownMembers(name)));

        JsonNode spec = JSON.readTree(passedOn).at("/message/spec");
        assertThat(spec.get("newer")).isEqualTo(JSON.readTree("{\"a\":[1.10,null]}"));
        assertThat(spec.propertyNames()).containsAll(command.spec().unknown().keySet());
    }

    @Test
    void everyKindHasAGoldenFile() {
        assertThat(kinds(Samples.GOLDEN_SHARD_MESSAGES)).isEqualTo(kindsOf(ShardMessage.class));
        assertThat(kinds(Samples.GOLDEN_CONTROL_MESSAGES)).isEqualTo(kindsOf(ControlMessage.class));
        assertThat(Samples.GOLDEN_SHARD_MESSAGES.values().stream()
                        .filter(RunEvents.class::isInstance)
                        .flatMap(message -> ((RunEvents) message).events().stream())
                        .<Class<?>>map(Object::getClass)
                        .collect(Collectors.toSet()))
                .isEqualTo(kindsOf(RunEvent.class));
    }

    @Test
    void everyGoldenFileHasASampleAndIsNamedByItsKind() throws Exception {
        Set<String> samples = Stream.of(shardMessages(), controlMessages(), broadcasts())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        Set<String> files = new TreeSet<>();
        try (Stream<Path> listed = Files.list(file("TICK").resolveSibling("."))) {
            listed.forEach(file -> files.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
        }
        assertThat(files).isEqualTo(samples);
        for (String name : files) {
            String kind = JSON.readTree(golden(name)).at("/message/kind").asString();
            assertThat(name).matches(kind + "(-.*)?");
        }
    }

    private static byte[] golden(String name) throws IOException, URISyntaxException {
        return Files.readAllBytes(file(name));
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(
                        GoldenMessagesTest.class.getResource("/golden/" + name + ".json"), "no golden file of " + name)
                .toURI());
    }

    private static ShardMessage shardSample(String name) {
        return Objects.requireNonNull(Samples.GOLDEN_SHARD_MESSAGES.get(name));
    }

    private static ControlMessage controlSample(String name) {
        return Objects.requireNonNull(Samples.GOLDEN_CONTROL_MESSAGES.get(name));
    }

    private static TasksChanged broadcastSample(String name) {
        return Objects.requireNonNull(Samples.GOLDEN_BROADCASTS.get(name));
    }

    private static byte[] withUnknownMembers(String name) throws IOException, URISyntaxException {
        JsonNode message = JSON.readTree(golden(name));
        addUnknown(message);
        return JSON.writeValueAsBytes(message);
    }

    private static void addUnknown(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(member -> !NOT_OURS.contains(member.getKey()))
                    .forEach(member -> addUnknown(member.getValue()));
            object.set("newer", JSON.readTree("{\"a\":[1.10,null]}"));
        } else {
            node.forEach(GoldenMessagesTest::addUnknown);
        }
    }

    private static ShardMessage withoutUnknown(ShardMessage message) {
        return switch (message) {
            case RunCommand command ->
                new RunCommand(
                        command.task(),
                        command.epoch(),
                        command.attempt(),
                        command.deadline(),
                        withoutUnknown(command.spec()),
                        command.checkpoint(),
                        command.suspect(),
                        command.part(),
                        command.stack());
            case PutSchedule put -> {
                Plan plan = put.plan();
                yield new PutSchedule(
                        put.schedule(),
                        put.id(),
                        put.actor(),
                        put.at(),
                        new Plan(
                                plan.timing(),
                                withoutUnknown(plan.template()),
                                plan.overlap(),
                                plan.catchUp(),
                                plan.jitter(),
                                plan.start(),
                                plan.end()));
            }
            default -> message;
        };
    }

    private static TaskSpec withoutUnknown(TaskSpec spec) {
        Map<String, Json> none = Map.of();
        return new TaskSpec(
                spec.type(),
                spec.typeVersion(),
                spec.pool(),
                spec.priority(),
                spec.params(),
                spec.entity(),
                spec.creator(),
                spec.correlationId(),
                spec.created(),
                spec.policy(),
                spec.notBefore(),
                spec.after(),
                spec.schedule(),
                spec.parent(),
                none);
    }

    private static Set<Class<?>> kinds(Map<String, ?> samples) {
        return samples.values().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet());
    }

    /** The kinds that JSON knows; the compiler's own list would also do, but says less about the wire. */
    private static Set<Class<?>> kindsOf(Class<?> vocabulary) {
        return Stream.of(vocabulary.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value)
                .collect(Collectors.toSet());
    }
}
