package io.taskmill.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commands in the project's pages: the blocks between {@code ```sh} and {@code ```}. A comment right above
 * says what a reader need not see: {@code <!-- not run: why -->}, or {@code <!-- answers 422 -->} for a block whose
 * requests are to fail.
 */
final class CommandBlocks {

    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.+) -->");
    private static final Pattern ANSWERS = Pattern.compile("<!-- answers (\\d{3}) -->");
    private static final String OPENS = "```sh";
    private static final String CLOSES = "```";

    private CommandBlocks() {}

    /** All pages, in the order of their names, without what was built or fetched. */
    static List<Path> pages(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of("target", ".taskmill", "node_modules", ".git")
                            .noneMatch(folder -> root.relativize(file).startsWith(folder)
                                    || root.relativize(file).toString().contains("/" + folder + "/")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for pages in " + root, e);
        }
    }

    static List<CommandBlock> of(Path root, Path page) {
        try {
            return parse(root.relativize(page).toString(), Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + page, e);
        }
    }

    static List<CommandBlock> parse(String page, List<String> lines) {
        List<CommandBlock> blocks = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(OPENS)) {
                int first = at + 1;
                at = end(page, lines, first);
                String above = first < 2 ? "" : lines.get(first - 2).strip();
                String answers = match(ANSWERS, above);
                blocks.add(new CommandBlock(
                        page,
                        first + 1,
                        String.join("\n", lines.subList(first, at)),
                        match(NOT_RUN, above),
                        answers == null ? CommandBlock.OK : Integer.parseInt(answers)));
            }
        }
        return blocks;
    }

    private static int end(String page, List<String> lines, int from) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(CLOSES)) {
                return at;
            }
        }
        throw new IllegalArgumentException(page + ":" + from + " opens a block that nothing closes");
    }

    private static @Nullable String match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
