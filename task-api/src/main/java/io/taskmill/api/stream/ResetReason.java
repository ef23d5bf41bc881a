package io.taskmill.api.stream;

import java.util.Locale;

/** Why a reader must forget what it knows and list again. */
enum ResetReason {
    /** Its stream begins. */
    CONNECTED,
    /** More has changed than it has read. */
    OVERRUN,
    /** This API may have missed something. */
    GAP;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
