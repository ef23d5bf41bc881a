package io.taskmill.runtime.type;

import com.github.victools.jsonschema.generator.ConfigFunction;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.taskmill.handler.Limits;
import io.taskmill.model.Json;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
                .withStringMaxLengthResolver(limit(Limits::max, Math::toIntExact, ParamsSchema::isText));
        generator = new SchemaGenerator(config.build());
    }

    public Json of(Class<?> params) {
        return new Json(generator.generateSchema(params).toString());
    }

    private static boolean isText(FieldScope field) {
        return field.getType().isInstanceOf(CharSequence.class);
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
                Limits limits = field.getRawMember().getAnnotation(Limits.class);
                return limits == null || !applies.test(field) ? null : value.apply(bound.apply(limits));
            }
        };
    }
}
