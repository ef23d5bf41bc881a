package io.taskmill.messaging.codec;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.taskmill.model.Defaulted;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Makes every component of a record required in JSON unless it is marked as nullable or defaulted, as the code says already. */
final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return required(member) ? Boolean.TRUE : super.hasRequiredMarker(config, member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        if (required(member)) {
            return JsonSetter.Value.forValueNulls(Nulls.FAIL);
        }
        return member.hasAnnotation(Defaulted.class) && member.getRawType().isPrimitive()
                ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
                : super.findSetterInfo(config, member);
    }

    private static boolean required(Annotated member) {
        if (!(member instanceof AnnotatedParameter parameter)
                || parameter.hasAnnotation(JsonAnySetter.class)
                || parameter.hasAnnotation(Defaulted.class)
                || !(parameter.getOwner().getAnnotated() instanceof Executable creator)
                || !creator.getDeclaringClass().isRecord()) {
            return false;
        }
        AnnotatedType type = creator.getAnnotatedParameterTypes()[parameter.getIndex()];
        return !type.isAnnotationPresent(Nullable.class);
    }
}
