package io.taskmill.api.submit;

import io.taskmill.api.body.AskedStart;
import io.taskmill.api.idempotency.UniqueKey;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for, well-formed but not yet held against its type.
 *
 * @param params as sent, digit by digit; this is what is carried
 * @param paramsTree the same, to validate
 * @param body all of it, to be told from other bodies
 */
record Submission(
        String type,
        Json params,
        JsonNode paramsTree,
        @Nullable EntityRef entity,
        @Nullable String creator,
        Priority priority,
        @Nullable String correlationId,
        AskedPolicy policy,
        AskedStart start,
        AskedAfter after,
        @Nullable UniqueKey unique,
        ObjectNode body) {}
