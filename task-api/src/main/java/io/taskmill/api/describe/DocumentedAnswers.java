package io.taskmill.api.describe;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/** Documents the problems that {@link Answers} names, those that every request may meet, and what languages do. */
final class DocumentedAnswers implements OperationCustomizer {

    /** Answered by container and framework to any request, without a type. */
    private static final Set<HttpStatus> PLAIN =
            Set.of(HttpStatus.BAD_REQUEST, HttpStatus.NOT_ACCEPTABLE, HttpStatus.INTERNAL_SERVER_ERROR);

    private static final Comparator<HttpStatus> BY_CODE = Comparator.comparing(HttpStatus::value);

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        operation.setTags(List.of("tasks"));
        if (Arrays.asList(method.getMethod().getParameterTypes()).contains(Locale.class)) {
            addLanguages(operation);
            if (method.hasMethodAnnotation(GetMapping.class)) {
                addLanguageParameter(operation);
            }
        }
        Answers answers = method.getMethodAnnotation(Answers.class);
        List<ProblemType> types = answers == null ? List.of() : List.of(answers.value());
        Set<HttpStatus> plain = new TreeSet<>(PLAIN);
        plain.addAll(answers == null ? List.of() : List.of(answers.plain()));
        Map<HttpStatus, List<ProblemType>> byStatus = new TreeMap<>(BY_CODE);
        byStatus.putAll(types.stream().collect(Collectors.groupingBy(ProblemType::status)));
        plain.forEach(status -> byStatus.putIfAbsent(status, List.of()));
        byStatus.forEach((status, problems) -> operation
                .getResponses()
                .addApiResponse(Integer.toString(status.value()), answer(status, problems, plain.contains(status))));
        return operation;
    }

    private static void addLanguages(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(HttpHeaders.ACCEPT_LANGUAGE)
                .description("The reader's languages (RFC 9110); en and ru are spoken, others get en.")
                .schema(typed("string")));
        operation.getResponses().values().stream()
                .filter(answer -> answer.getContent() != null)
                .forEach(answer -> answer.addHeaderObject(
                                HttpHeaders.CONTENT_LANGUAGE,
                                required("The language of the texts.", oneOf(List.of("en", "ru"))))
                        .addHeaderObject(HttpHeaders.VARY, required("Accept-Language", typed("string"))));
    }

    private static void addLanguageParameter(Operation operation) {
        operation.addParametersItem(new QueryParameter()
                .name("lang")
                .description("The reader's language, before Accept-Language; others than en and ru count as none.")
                .schema(typed("string")));
    }

    private static ApiResponse answer(HttpStatus status, List<ProblemType> problems, boolean plain) {
        ApiResponse answer = new ApiResponse()
                .description(description(status, problems, plain))
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(schema(problems, plain))));
        if (!plain && problems.stream().anyMatch(ProblemType::isTransient)) {
            boolean always = problems.stream().allMatch(ProblemType::isTransient);
            answer.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    required(
                                    "Seconds after which to try again" + (always ? "." : "; where that is of use."),
                                    typed("integer"))
                            .required(always));
        }
        return answer;
    }

    private static String description(HttpStatus status, List<ProblemType> problems, boolean plain) {
        Stream<String> typed = problems.stream().map(each -> "`" + each.uri() + "`: " + each.title() + ".");
        Stream<String> untyped = plain ? Stream.of("Without a type: " + status.getReasonPhrase() + ".") : Stream.of();
        return Stream.concat(typed, untyped).collect(Collectors.joining("\n\n"));
    }

    private static Schema<Object> schema(List<ProblemType> problems, boolean plain) {
        Schema<Object> problem = new Schema<>(SpecVersion.V31);
        problem.set$ref("#/components/schemas/Problem");
        if (problems.isEmpty()) {
            return problem;
        }
        Schema<Object> one = typed("object");
        one.addProperty(
                "type",
                oneOf(problems.stream().map(each -> each.uri().toString()).toList()));
        if (!plain) {
            one.setRequired(List.of("type"));
        }
        Schema<Object> both = new Schema<>(SpecVersion.V31);
        both.setAllOf(List.of(problem, one));
        return both;
    }

    private static Schema<Object> oneOf(List<String> values) {
        Schema<Object> text = typed("string");
        text.setEnum(List.copyOf(values));
        return text;
    }

    private static Schema<Object> typed(String type) {
        Schema<Object> schema = new Schema<>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }

    private static Header required(String description, Schema<?> schema) {
        return new Header().description(description).required(true).schema(schema);
    }
}
