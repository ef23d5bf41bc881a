package io.taskmill.model.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of firings whose time has passed while nobody could look.
 *
 * @param window how far back all of them are made up for; null unless the mode is {@link Mode#ALL}
 */
public record CatchUp(Mode mode, @Nullable Duration window) {

    public static final CatchUp NONE = new CatchUp(Mode.NONE, null);
    public static final CatchUp ONE = new CatchUp(Mode.ONE, null);

    public static final Duration LONGEST_WINDOW = Duration.ofDays(31);

    /** Which of them are made up for. */
    public enum Mode {
        NONE,
        /** The latest. */
        ONE,
        /** All within a window, the latest if they are very many. */
        ALL;

        /** As it stands in JSON. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** All of them, as they stand in JSON. */
        public static String texts() {
            return Arrays.stream(values()).map(Mode::text).collect(Collectors.joining(", "));
        }

        /** @throws IllegalArgumentException if the text names none */
        @JsonCreator
        public static Mode parse(String text) {
            for (Mode mode : values()) {
                if (mode.text().equals(text)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException("catchUp '" + text + "' is none of " + texts());
        }
    }

    public CatchUp {
        if ((mode == Mode.ALL) != (window != null)) {
            throw new IllegalArgumentException("catchUp " + mode.text() + " has window " + window + " but only "
                    + Mode.ALL.text() + " has one, and must");
        }
        if (window != null) {
            window = window.truncatedTo(ChronoUnit.MILLIS);
            if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
                throw new IllegalArgumentException(
                        "catchUp.window is " + window + " but must be PT0.001S to " + LONGEST_WINDOW);
            }
        }
    }
}
