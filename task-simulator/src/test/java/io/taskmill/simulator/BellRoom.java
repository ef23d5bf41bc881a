package io.taskmill.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The least that a room can be: a bell that counts its strokes. */
public final class BellRoom implements Room {

    private final List<Integer> strokes = new ArrayList<>();

    @Override
    public String name() {
        return "bell";
    }

    @Override
    public void open(@Nullable JsonNode saved, World world) {
        if (saved != null) {
            saved.forEach(stroke -> strokes.add(stroke.asInt()));
        }
    }

    @Override
    public Object state() {
        return strokes;
    }

    @Override
    public void route(Routes routes) {
        routes.get("/bell/strokes", _ -> strokes);
        routes.delete("/bell/strokes/{number}", call -> {
            if (!strokes.remove((Object) Integer.valueOf(call.name("number")))) {
                throw Refusal.unknown("stroke", call.name("number"));
            }
            return strokes;
        });
    }

    @Override
    public Map<String, Work> works() {
        return Map.of("ring", new Work() {
            @Override
            public int units(JsonNode request) {
                return request.path("times").asInt();
            }

            @Override
            public String subject(JsonNode request, int unit) {
                return "stroke " + unit;
            }

            @Override
            public Object carryOut(JsonNode request, int unit) {
                strokes.add(unit);
                return Objects.requireNonNull(strokes.getLast());
            }

            @Override
            public boolean takesSpace() {
                return true;
            }
        });
    }
}
