package io.taskmill.cli.text;

import java.util.Map;

/**
 * What standard output is.
 *
 * @param redraws whether a line can be drawn again in place
 * @param colours whether colours are seen, and wanted
 * @param columns how wide it is
 */
public record Terminal(boolean redraws, boolean colours, int columns) {

    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;

    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, false, USUAL_COLUMNS);

    public Terminal {
        if (columns < FEWEST_COLUMNS) {
            throw new IllegalArgumentException("columns " + columns + " is less than " + FEWEST_COLUMNS);
        }
    }

    /**
     * Made of what the environment says.
     *
     * @param isTerminal whether standard output is one
     * @param environment {@code NO_COLOR}, {@code TERM} and {@code COLUMNS} matter
     */
    public static Terminal of(boolean isTerminal, Map<String, String> environment) {
        if (!isTerminal || environment.getOrDefault("TERM", "").equals("dumb")) {
            return NONE;
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, colours, columns(environment.getOrDefault("COLUMNS", "")));
    }

    private static int columns(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) > 0
                ? Math.max(FEWEST_COLUMNS, Integer.parseInt(text))
                : USUAL_COLUMNS;
    }

    /** The text in a colour, if colours are wanted. */
    public String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code() + "m" + text + "\u001b[0m" : text;
    }
}
