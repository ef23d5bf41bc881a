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

/** Describes what pausing and resuming are answered with once the broker has the command. */
@ApiResponse(
        responseCode = "200",
        description = "It has come to pass; all that is paused after it.",
        headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/Pauses")))
@ApiResponse(
        responseCode = "202",
        description =
                "The broker has confirmed the command, and within a second the pauses did not show its effect; all that is paused as last read.",
        headers = @Header(name = CommandIds.HEADER, required = true, description = CommandController.ANSWERED),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/Pauses")))
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface PausesAnswer {}
