package io.taskmill.runtime.type;

import com.github.victools.jsonschema.generator.ConfigFunction;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.model.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Derives the JSON Schema of a parameters record: what is not marked as nullable is required, what is unknown refused. */
public final class ParamsSchema {

    private final SchemaGenerator generator;

    public ParamsSchema() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        config.forFields()
                .withRequiredCheck(field -> !isNullable(field))
                .withNumberInclusiveMinimumResolver(limit(Limits::min, BigDecimal::valueOf, ParamsSchema::isNumber))
                .withNumberInclusiveMaximumResolver(limit(Limits::max, BigDecimal::valueOf, ParamsSchema::isNumber))
                .withStringMinLengthResolver(limit(Limits::min, Math::toIntExact, ParamsSchema::isText))
                .withStringMaxLengthResolver(limit(Limits::max, Math::toIntExact, ParamsSchema::isText))
                .withStringPatternResolver(pattern())
                .withArrayMinItemsResolver(limit(Limits::min, Math::toIntExact, ParamsSchema::isList))
                .withArrayMaxItemsResolver(limit(Limits::max, Math::toIntExact, ParamsSchema::isList))
                .withCustomDefinitionProvider(ParamsSchema::map);
        generator = new SchemaGenerator(config.build());
    }

    public Json of(Class<?> params) {
        return new Json(generator.generateSchema(params).toString());
    }

    private static boolean isText(FieldScope field) {
        return field.getType().isInstanceOf(CharSequence.class);
    }

    private static boolean isList(FieldScope field) {
        return field.getType().isInstanceOf(Collection.class);
    }

    private static boolean isNumber(FieldScope field) {
        Class<?> type = field.getType().getErasedType();
        return field.getType().isInstanceOf(Number.class)
                || (type.isPrimitive() && type != boolean.class && type != char.class);
    }

    private static boolean isNullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static <T> ConfigFunction<FieldScope, T> limit(
            Function<Limits, Long> bound, Function<Long, T> value, Predicate<FieldScope> applies) {
        return new ConfigFunction<>() {
            @Override
            public @Nullable T apply(FieldScope field) {
                Limits limits = ruled(field).getAnnotation(Limits.class);
                return limits == null || !applies.test(field) ? null : value.apply(bound.apply(limits));
            }
        };
    }

    private static ConfigFunction<FieldScope, String> pattern() {
        return new ConfigFunction<>() {
            @Override
            public @Nullable String apply(FieldScope field) {
                Matches matches = ruled(field).getAnnotation(Matches.class);
                return matches == null || isList(field) ? null : anchored(matches);
            }
        };
    }

    /** What bears the rules of a component, or of the items of a list. */
    private static AnnotatedElement ruled(FieldScope field) {
        return field.isFakeContainerItemScope() ? typeArgument(field, 0) : field.getRawMember();
    }

    private static AnnotatedElement typeArgument(FieldScope field, int index) {
        return field.getRawMember().getAnnotatedType() instanceof AnnotatedParameterizedType type
                ? type.getAnnotatedActualTypeArguments()[index]
                : field.getRawMember().getAnnotatedType();
    }

    /** A map is an object with any names; its keys and values have rules of their own. */
    private static @Nullable CustomPropertyDefinition map(FieldScope field, SchemaGenerationContext context) {
        if (!field.getType().isInstanceOf(Map.class) || field.isFakeContainerItemScope()) {
            return null;
        }
        ObjectNode schema = context.getGeneratorConfig().createObjectNode().put("type", "object");
        addBounds(schema, field.getRawMember(), "minProperties", "maxProperties");
        ObjectNode names = schema.putObject("propertyNames");
        addRules(names, typeArgument(field, 0));
        ObjectNode values = context.createStandardDefinition(field.getTypeParameterFor(Map.class, 1), null);
        addRules(values, typeArgument(field, 1));
        schema.set("additionalProperties", values);
        return new CustomPropertyDefinition(schema);
    }

    private static void addRules(ObjectNode schema, AnnotatedElement ruled) {
        Matches matches = ruled.getAnnotation(Matches.class);
        if (matches != null) {
            schema.put("pattern", anchored(matches));
        }
        addBounds(schema, ruled, "minLength", "maxLength");
    }

    private static void addBounds(ObjectNode schema, AnnotatedElement ruled, String least, String most) {
        Limits limits = ruled.getAnnotation(Limits.class);
        if (limits != null) {
            schema.put(least, limits.min()).put(most, limits.max());
        }
    }

    private static String anchored(Matches matches) {
        return "^(?:" + matches.value() + ")$";
    }
}
