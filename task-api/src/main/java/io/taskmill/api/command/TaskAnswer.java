package io.taskmill.api.command;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** Describes what a command for a task is answered with once the broker has it. */
@ApiResponse(
        responseCode = "200",
        description = CommandController.APPLIED,
        headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/Task")))
@ApiResponse(
        responseCode = "202",
        description = CommandController.UNDER_WAY,
        headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/Task")))
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface TaskAnswer {}
