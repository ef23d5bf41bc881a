package io.taskmill.it.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A property of Taskmill's own, as the metadata on the class path tells it.
 *
 * @param prefix of the properties that are read together
 * @param source the record that they are read into
 * @param type its Java type
 * @param standard its default, empty if there is none
 */
record Property(String name, String prefix, String source, String type, String standard, String description) {

    private static final JsonMapper JSON = new JsonMapper();

    /** All of them, those of all programs first. */
    static List<Property> all() {
        return metadata()
                .flatMap(Property::properties)
                .distinct()
                .sorted(Comparator.comparing(Property::prefix).thenComparing(Property::name))
                .toList();
    }

    /** As the name of an environment variable. */
    String variable() {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Stream<JsonNode> metadata() {
        try {
            ClassLoader loader = Objects.requireNonNull(Property.class.getClassLoader());
            return Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json")).stream()
                    .map(Property::read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list metadata", e);
        }
    }

    private static JsonNode read(URL resource) {
        try (InputStream text = resource.openStream()) {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static Stream<Property> properties(JsonNode metadata) {
        Map<String, String> prefixes = new HashMap<>();
        metadata.path("groups")
                .forEach(group -> prefixes.put(
                        group.path("sourceType").asString(), group.path("name").asString()));
        return metadata.path("properties")
                .valueStream()
                .filter(property -> property.path("name").asString().startsWith("taskmill."))
                .map(property -> new Property(
                        property.path("name").asString(),
                        Objects.requireNonNull(
                                prefixes.get(property.path("sourceType").asString())),
                        property.path("sourceType").asString(),
                        property.path("type").asString(),
                        property.path("defaultValue").asString(),
                        property.path("description").asString()));
    }
}
