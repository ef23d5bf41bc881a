package io.taskmill.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rooms, what goes on in them, and what is kept of them. */
final class Engine implements World {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Guards the rooms, the operations, the faults and the file: the world has one hand. */
    private final ReentrantLock hand = new ReentrantLock();

    private final Clock clock;
    private final StateFile file;
    private final List<Room> rooms;
    private final FaultBox faults;
    private final Operations operations;
    private Pace pace;

    /** What the file holds. */
    record Saved(Pace pace, Faults faults, List<Operation> operations, Map<String, JsonNode> rooms) {}

    Engine(Clock clock, StateFile file, List<Room> rooms) {
        this.clock = clock;
        this.file = file;
        this.rooms = rooms;
        Saved saved = file.read()
                .map(bytes -> json.readValue(bytes, Saved.class))
                .orElse(new Saved(Pace.USUAL, Faults.NONE, List.of(), Map.of()));
        pace = saved.pace();
        faults = new FaultBox(saved.faults());
        rooms.forEach(room -> room.open(saved.rooms().get(room.name()), this));
        operations = new Operations(rooms.stream().collect(Collectors.toMap(Room::name, Room::works)), faults, json);
        operations.open(saved.operations(), clock.instant(), pace);
        save();
    }

    /** What can be asked of it. */
    Routes routes() {
        Routes routes = new Routes();
        routes.get("/", _ -> Map.of("rooms", rooms.stream().map(Room::name).toList()));
        routes.get("/faults", _ -> faults.faults());
        routes.put("/faults", call -> {
            faults.set(call.body(Faults.class));
            return faults.faults();
        });
        routes.get("/pace", _ -> pace);
        routes.put("/pace", call -> {
            pace = call.body(Pace.class);
            return pace;
        });
        for (Room room : rooms) {
            routeOperations(room.name(), routes);
            room.route(routes);
        }
        return routes;
    }

    /** What a client asks for. */
    record Submission(String id, String kind, JsonNode request) {

        private static final int LONGEST_ID = 200;

        Submission(@Nullable String id, @Nullable String kind, @Nullable JsonNode request) {
            if (id == null || id.isEmpty() || id.length() > LONGEST_ID || kind == null || request == null) {
                throw Refusal.invalid("an operation needs id, of 1 to " + LONGEST_ID + " characters, kind and request");
            }
            this.id = id;
            this.kind = kind;
            this.request = request;
        }
    }

    private void routeOperations(String room, Routes routes) {
        String path = "/" + room + "/operations";
        routes.get(path, _ -> operations.all().stream()
                .filter(operation -> operation.room().equals(room))
                .map(Operation::view)
                .toList());
        routes.post(path, call -> {
            Submission asked = call.body(Submission.class);
            Operation operation = operations.submit(room, asked.id(), asked.kind(), asked.request(), now(), pace);
            return new Answer(202, operation.view());
        });
        routes.get(path + "/{id}", call -> operations.get(room, call.name("id")).view());
        routes.post(
                path + "/{id}/cancel",
                call -> operations.cancel(room, call.name("id")).view());
    }

    /** Takes the hand, and lets nobody hear of what was changed before it is in the file. */
    <T> T change(Supplier<T> deed) {
        return held(() -> {
            try {
                return deed.get();
            } finally {
                save();
            }
        });
    }

    <T> T held(Supplier<T> deed) {
        hand.lock();
        try {
            return deed.get();
        } finally {
            hand.unlock();
        }
    }

    <T> T ofFaults(Function<FaultBox, T> question) {
        return held(() -> question.apply(faults));
    }

    /** Lets time have passed. */
    void carryOn() {
        held(() -> {
            boolean changed = operations.carryOn(now(), pace);
            if (changed) {
                save();
            }
            return changed;
        });
    }

    private void save() {
        Map<String, JsonNode> states = new TreeMap<>();
        rooms.forEach(room -> states.put(room.name(), json.valueToTree(room.state())));
        file.write(json.writeValueAsBytes(new Saved(pace, faults.faults(), operations.all(), states)));
    }

    byte[] write(Object body) {
        return json.writeValueAsBytes(body);
    }

    JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? json.nullNode() : json.readTree(body);
        } catch (JacksonException e) {
            throw Refusal.invalid("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public <T> T read(JsonNode node, Class<T> type) {
        try {
            T read = json.treeToValue(node, type);
            if (read == null) {
                throw Refusal.invalid("a body is missing");
            }
            return read;
        } catch (JacksonException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw Refusal.invalid("cannot be read as " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }
}
