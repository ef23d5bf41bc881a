package io.taskmill.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the key of a gate or a rate is made from: text, and places in braces for what differs from task to task, such as
 * {@code pool:{params.poolId}}.
 */
public record KeyTemplate(List<Part> parts) {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern KNOWN =
            Pattern.compile("(type|entity\\.type|entity\\.id|params(\\.[A-Za-z0-9_-]+)+)(\\|host)?");
    private static final String HOST = "|host";

    /** A part of a key. */
    public sealed interface Part {
        /** The same in every key. */
        record Text(String text) implements Part {}

        /**
         * A place that a task fills in.
         *
         * @param path {@code type}, {@code entity.type}, {@code entity.id}, or {@code params} and the names of members
         * @param host whether it is a URL, of which the host is taken, or nothing if it has none
         */
        record Place(String path, boolean host) implements Part {}
    }

    public KeyTemplate {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if a brace is open, or what stands in braces is none of the places */
    public static KeyTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(template);
        int end = 0;
        while (places.find()) {
            addText(parts, template, template.substring(end, places.start()));
            parts.add(place(template, places.group(1)));
            end = places.end();
        }
        addText(parts, template, template.substring(end));
        return new KeyTemplate(parts);
    }

    private static void addText(List<Part> parts, String template, String text) {
        if (text.contains("{") || text.contains("}")) {
            throw new IllegalArgumentException("key '" + template + "' has a brace without its other one");
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }

    private static Part place(String template, String inBraces) {
        if (!KNOWN.matcher(inBraces).matches()) {
            throw new IllegalArgumentException("key '" + template + "' has {" + inBraces
                    + "}, which is none of {type}, {entity.type}, {entity.id} and {params.…}, perhaps with |host");
        }
        boolean host = inBraces.endsWith(HOST);
        return new Part.Place(host ? inBraces.substring(0, inBraces.length() - HOST.length()) : inBraces, host);
    }

    /** The key, with each place filled in. */
    public String fill(Function<Part.Place, String> value) {
        return parts.stream()
                .map(part -> switch (part) {
                    case Part.Text(String text) -> text;
                    case Part.Place place -> value.apply(place);
                })
                .collect(Collectors.joining());
    }
}
