package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a dispatch is to carry out of a task, if that is not what it was submitted for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Part.End.class, name = "END")})
public sealed interface Part {

    /**
     * Its end step, after all of its children.
     *
     * @param state what the run that has spawned them has saved for it; null for nothing
     */
    record End(@Nullable Json state, Summary summary) implements Part {}
}
