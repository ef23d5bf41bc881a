package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What of a task a dispatch asks for, if not for what it was submitted for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Rollback.class, name = "ROLLBACK"),
    @JsonSubTypes.Type(value = Part.End.class, name = "END"),
})
public sealed interface Part {

    /** What the task's runs have pushed is to be undone, last pushed first. */
    record Rollback() implements Part {}

    /**
     * Its end step, after all of its children.
     *
     * @param state what the run that has spawned them has saved for it; null for nothing
     */
    record End(@Nullable Json state, Summary summary) implements Part {}
}
