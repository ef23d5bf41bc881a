package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.Pause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a pool or a type is paused.
 *
 * @param kind pool or type
 * @param by absent if it is not known
 * @param reason absent if none was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "name", "by", "reason", "since"})
public record PauseView(
        String kind,
        String name,
        @Nullable String by,
        @Nullable String reason,
        Instant since) {

    public static PauseView of(Pause pause) {
        return new PauseView(pause.kind().text(), pause.name(), pause.actor(), pause.reason(), pause.at());
    }
}
