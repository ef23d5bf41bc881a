package io.taskmill.api.types;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A compiled JSON Schema (2020-12). Thread-safe. References to other documents are never followed. */
public final class ParamsSchema {

    private static final SchemaRegistryConfig CONFIG =
            SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();

    private final Schema schema;

    private ParamsSchema(Schema schema) {
        this.schema = schema;
    }

    /** @throws RuntimeException of many kinds if that is not a usable schema */
    static ParamsSchema compile(Json text) {
        // A registry of its own for each: two types may well use the same $id.
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
        Schema schema = registry.getSchema(text.text());
        schema.initializeValidators();
        return new ParamsSchema(schema);
    }

    /**
     * What is wrong with the parameters, in the order of their pointers.
     *
     * @param params its whole numbers must be integer nodes; the validator converts others unsafely
     * @param pointer where the parameters stand in the request's body
     */
    public List<Violation> violations(JsonNode params, String pointer) {
        return schema.validate(params).stream()
                .map(error -> new Violation(pointer + locationOf(error), error.getMessage()))
                .distinct()
                .sorted(Violation.BY_POINTER)
                .toList();
    }

    /** A property that is missing, or that should be, is pointed to itself rather than to the object around it. */
    private static String locationOf(Error error) {
        String location = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? location : Violation.member(location, property);
    }
}
