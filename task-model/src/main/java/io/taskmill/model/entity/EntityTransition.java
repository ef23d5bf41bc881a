package io.taskmill.model.entity;

import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.Teller;
import io.taskmill.model.entity.Entity.Change;
import io.taskmill.model.message.EntityTold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a run's report makes of an entity. Pure. Of one task the latest report counts, so it may come twice or late; of
 * several tasks what comes last, which a gate brings into the order in which they ran.
 */
public final class EntityTransition {

    private EntityTransition() {}

    /** @param entity null if nothing is known of it */
    public static Entity apply(@Nullable Entity entity, EntityTold told) {
        Teller by = told.by();
        Entity known = entity == null ? unknown(told) : entity;
        if (known.heard().stream().anyMatch(other -> other.task().equals(by.task()) && !by.isAfter(other))) {
            return known;
        }
        Fact fact = told.fact();
        String status = fact.status() == null ? known.status() : fact.status();
        boolean silent = fact.status() == null && !fact.gone();
        boolean building = silent ? known.building() : fact.building();
        Instant gone = gone(known, fact, told.at());
        boolean same = entity != null
                && Objects.equals(status, known.status())
                && building == known.building()
                && (gone == null) == (known.gone() == null);
        return new Entity(
                known.ref(),
                status,
                same ? known.since() : told.at(),
                building,
                gone,
                attributes(known.attributes(), fact.attributes()),
                same
                        ? known.history()
                        : latest(
                                known.history(),
                                new Change(told.at(), status, building, gone != null, by),
                                Entity.MOST_CHANGES),
                heard(known.heard(), by));
    }

    private static Entity unknown(EntityTold told) {
        return new Entity(told.fact().entity(), null, told.at(), false, null, Map.of(), List.of(), List.of());
    }

    /** What is told of a thing that was gone makes it one that is there again, unless it says only how it was. */
    private static @Nullable Instant gone(Entity known, Fact fact, Instant at) {
        if (!fact.gone()) {
            return fact.status() == null ? known.gone() : null;
        }
        return known.gone() == null ? at : known.gone();
    }

    /** Of more than it may have those stay that were told last. */
    private static Map<String, Json> attributes(Map<String, Json> known, Map<String, Json> told) {
        Map<String, Json> all = new LinkedHashMap<>(known);
        told.forEach((name, value) -> {
            if (Fact.isTakenAway(value)) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        });
        List<String> names = new ArrayList<>(all.keySet());
        for (int i = 0; names.size() - i > Entity.MOST_ATTRIBUTES; i++) {
            all.remove(names.get(i));
        }
        return all;
    }

    private static List<Teller> heard(List<Teller> known, Teller by) {
        List<Teller> others =
                known.stream().filter(other -> !other.task().equals(by.task())).toList();
        return latest(others, by, Entity.REMEMBERED);
    }

    private static <T> List<T> latest(List<T> known, T one, int most) {
        List<T> all = new ArrayList<>(known);
        all.add(one);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
