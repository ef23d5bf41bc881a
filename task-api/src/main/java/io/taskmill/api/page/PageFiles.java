package io.taskmill.api.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * All files that the page is made of, read once: what is not here is not served. Addresses hold a version, the page's
 * own files that of them all together, so that any of them may be kept for ever.
 */
final class PageFiles {

    /** The page's own files on the class path. */
    private static final String OWN = "io/taskmill/api/page/ui/";

    private final String folder;
    private final SequencedMap<String, byte[]> byPath = new TreeMap<>();

    private PageFiles(Map<String, byte[]> own) {
        folder = "ui/" + versionOf(own) + "/";
        own.forEach((file, content) -> byPath.put(folder + file, content));
        for (WebJar jar : Lit.ALL) {
            jar.files().forEach(file -> byPath.put(jar.folder() + file, read(jar.resource(file))));
        }
    }

    /** @throws UncheckedIOException if one cannot be read */
    static PageFiles load() {
        Map<String, byte[]> own = new TreeMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + OWN + "**/*.*")) {
                String url = resource.getURL().toString();
                own.put(url.substring(url.lastIndexOf(OWN) + OWN.length()), resource.getContentAsByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the files of the page", e);
        }
        return new PageFiles(own);
    }

    /** The path of a file of the page's own, without a leading slash. */
    String own(String file) {
        String path = folder + file;
        if (!byPath.containsKey(path)) {
            throw new IllegalArgumentException("the page has no file " + file);
        }
        return path;
    }

    /** @param path without a leading slash */
    byte @Nullable [] content(String path) {
        return byPath.get(path);
    }

    /** The paths of all modules, without a leading slash. */
    Stream<String> modules() {
        return byPath.keySet().stream().filter(path -> path.endsWith(".js"));
    }

    private static String versionOf(Map<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            all.writeBytes((name + ' ' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
            all.writeBytes(content);
        });
        return Digest.sha256(all.toByteArray()).brief();
    }

    static byte[] read(String resource) {
        try (InputStream content = PageFiles.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(content, () -> "nothing on the class path at " + resource)
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
