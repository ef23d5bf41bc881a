package io.taskmill.api.journal;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the filters that both ways of reading the journal have. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = JournalQuery.FROM,
        in = ParameterIn.QUERY,
        description = "Only entries of this instant and later ones.",
        schema = @Schema(type = "string", format = "date-time"))
@Parameter(
        name = JournalQuery.TO,
        in = ParameterIn.QUERY,
        description = "Only entries before this instant.",
        schema = @Schema(type = "string", format = "date-time"))
@Parameter(
        name = JournalQuery.TYPE,
        in = ParameterIn.QUERY,
        description = "Only what is about this type of task.",
        schema = @Schema(type = "string", maxLength = 63))
@Parameter(
        name = JournalQuery.ACTOR,
        in = ParameterIn.QUERY,
        description = "Only what this one has wanted.",
        schema = @Schema(type = "string", maxLength = 1000))
@Parameter(
        name = JournalQuery.ENTITY,
        in = ParameterIn.QUERY,
        description =
                "Only what is about such an entity: its kind, or kind:id. Gates, schedules and pools of workers are"
                        + " gate:key, schedule:name and worker-pool:name.",
        schema = @Schema(type = "string", maxLength = 319))
@Parameter(
        name = JournalQuery.LEVEL,
        in = ParameterIn.QUERY,
        description = "Only entries of this level.",
        schema = @Schema(ref = "#/components/schemas/JournalLevel"))
@Parameter(
        name = JournalQuery.KIND,
        in = ParameterIn.QUERY,
        description = "Only entries of this kind.",
        schema = @Schema(ref = "#/components/schemas/JournalKind"))
@interface Filters {}
