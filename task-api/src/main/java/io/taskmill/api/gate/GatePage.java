package io.taskmill.api.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gates in the order of their keys.
 *
 * @param next the key that the next page comes after; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"items", "next"})
record GatePage(List<GateView> items, @Nullable String next) {}
