package io.taskmill.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Loads the texts of a type from the class path. */
public final class Texts {

    private Texts() {}

    /**
     * Reads {@code <name>_<language>.properties} beside the given class, in UTF-8, and takes the keys that begin with the
     * prefix, without it.
     *
     * @param prefix such as {@code COUNT.}; the key {@code title} names the type itself
     * @throws IllegalArgumentException if a language's file is missing or has no such key
     */
    public static Map<String, Map<String, String>> load(
            Class<?> beside, String name, String prefix, String... languages) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (String language : languages) {
            Map<String, String> patterns = new TreeMap<>();
            Properties all = read(beside, name + "_" + language + ".properties");
            all.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(prefix))
                    .forEach(key -> patterns.put(key.substring(prefix.length()), all.getProperty(key)));
            if (patterns.isEmpty()) {
                throw new IllegalArgumentException(name + "_" + language + ".properties beside " + beside.getName()
                        + " has no key " + prefix + "*");
            }
            texts.put(language, patterns);
        }
        return texts;
    }

    private static Properties read(Class<?> beside, String file) {
        try (InputStream stream = beside.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + file + " beside " + beside.getName());
            }
            Properties properties = new Properties();
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " beside " + beside.getName(), e);
        }
    }
}
