package io.taskmill.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which requests are answered by what. */
public final class Routes {

    /** Answers a request. */
    @FunctionalInterface
    public interface Route {

        /**
         * Answers it.
         *
         * @return what is written as JSON with the status 200, or an {@link Answer}
         * @throws Refusal if it is refused
         */
        Object answer(Call call);
    }

    private record Entry(String method, List<String> path, Route route) {}

    private final List<Entry> entries = new ArrayList<>();

    /** @param path such as {@code /hypervisor/vms/{id}} */
    public void get(String path, Route route) {
        add("GET", path, route);
    }

    /** @param path such as {@code /hypervisor/vms/{id}} */
    public void put(String path, Route route) {
        add("PUT", path, route);
    }

    /** @param path such as {@code /hypervisor/vms/{id}} */
    public void post(String path, Route route) {
        add("POST", path, route);
    }

    /** @param path such as {@code /hypervisor/vms/{id}} */
    public void delete(String path, Route route) {
        add("DELETE", path, route);
    }

    private void add(String method, String path, Route route) {
        entries.add(new Entry(method, parts(path), route));
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What answers such a request, with the parts of its path filled in. */
    Optional<Found> find(String method, String path) {
        List<String> parts = parts(path);
        return entries.stream()
                .filter(entry -> entry.method().equals(method))
                .flatMap(entry -> filled(entry.path(), parts).map(names -> new Found(entry.route(), names)).stream())
                .findFirst();
    }

    record Found(Route route, Map<String, String> names) {}

    private static Optional<Map<String, String>> filled(List<String> pattern, List<String> parts) {
        if (pattern.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String part = pattern.get(i);
            if (part.startsWith("{")) {
                names.put(part.substring(1, part.length() - 1), parts.get(i));
            } else if (!part.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
