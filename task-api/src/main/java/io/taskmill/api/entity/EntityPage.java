package io.taskmill.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entities of a type in the order of their ids.
 *
 * @param next the key that the next page comes after; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"items", "next"})
record EntityPage(List<EntityView> items, @Nullable String next) {}
