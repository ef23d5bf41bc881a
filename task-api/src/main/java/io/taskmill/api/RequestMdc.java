package io.taskmill.api;

import io.taskmill.model.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives the log lines of a request the task that it is about, from its path or from whoever finds it later. */
@Component
class RequestMdc implements HandlerInterceptor, WebMvcConfigurer {

    private static final String TASK = "task";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> known && known.get("id") instanceof String id && isTaskId(id)) {
            MDC.put(TASK, id);
        }
        return true;
    }

    /** Anything else in a path is a client's text, which has no place in a log. */
    private static boolean isTaskId(String text) {
        try {
            return TaskId.parse(text).value().version() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        MDC.remove(TASK);
    }
}
