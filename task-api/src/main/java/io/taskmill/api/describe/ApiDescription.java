package io.taskmill.api.describe;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What {@code /v3/api-docs} tells beyond the controllers: {@code schemas.yaml} has title and schemas, written by hand
 * since they say more than types can; {@link DocumentedAnswers} adds the answers. Made at the first request.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SCHEMAS = "schemas.yaml";

    @Bean
    OperationCustomizer documentedAnswers() {
        return new DocumentedAnswers();
    }

    @Bean
    OpenApiCustomizer writtenSchemas() {
        return api -> {
            OpenAPI written = read();
            api.setInfo(written.getInfo());
            api.setComponents(written.getComponents());
        };
    }

    private static OpenAPI read() {
        try (InputStream yaml =
                Objects.requireNonNull(ApiDescription.class.getResourceAsStream(SCHEMAS), "part of this module")) {
            return Yaml31.mapper().readValue(yaml, OpenAPI.class);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + SCHEMAS + ", which is part of this module", e);
        }
    }
}
