package io.taskmill.standalone.memory;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers submissions 503 {@code not-accepted} while the heap is full; what was accepted goes on. */
public final class SubmissionGate implements HandlerInterceptor, WebMvcConfigurer {

    private final HeapWatch heap;

    public SubmissionGate(HeapWatch heap) {
        this.heap = heap;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/tasks");
    }

    /** @throws ApiException if a task is submitted that there is no room for */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod()) && heap.isFull()) {
            throw ApiException.of(
                            ProblemType.NOT_ACCEPTED,
                            "The memory of this process, which keeps all tasks, is used up. Give it more (-Xmx), start it"
                                    + " anew, or use a real RabbitMQ and MongoDB.")
                    .with("outcome", "not accepted");
        }
        return true;
    }
}
