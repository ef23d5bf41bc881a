package io.taskmill.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * A library for browsers that comes as a jar of {@code org.webjars.npm}.
 *
 * @param name its artifact
 * @param version as its jar says, so that only the POM names it
 * @param files what the page loads of it, below its own folder
 */
record WebJar(String name, String version, List<String> files) {

    private static final String DESCRIPTION = "/META-INF/maven/org.webjars.npm/%s/pom.properties";
    private static final String FOLDER = "webjars/%s/%s/";

    /** @throws IllegalStateException if no such jar is on the class path */
    static WebJar find(String name, String... files) {
        String description = DESCRIPTION.formatted(name);
        try (InputStream found = WebJar.class.getResourceAsStream(description)) {
            if (found == null) {
                throw new IllegalStateException("the WebJar " + name + " is not on the class path: no " + description);
            }
            Properties properties = new Properties();
            properties.load(found);
            return new WebJar(name, properties.getProperty("version"), List.of(files));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + description, e);
        }
    }

    /** The path at which its files are served, without a leading slash. */
    String folder() {
        return FOLDER.formatted(name, version);
    }

    /** Where a file of it is on the class path. */
    String resource(String file) {
        return "/META-INF/resources/" + folder() + file;
    }
}
