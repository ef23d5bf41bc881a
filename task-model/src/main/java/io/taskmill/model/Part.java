package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What of a task a dispatch asks for, if not for the task itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Rollback.class, name = "ROLLBACK"),
})
public sealed interface Part {

    /** What the task's runs have pushed is to be undone, last pushed first. */
    record Rollback() implements Part {}
}
