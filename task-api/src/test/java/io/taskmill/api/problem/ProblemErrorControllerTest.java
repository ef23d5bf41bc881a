package io.taskmill.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemErrorControllerTest {

    @Test
    void whatFailedOutsideOfControllersIsAProblemWithoutItsInsides() {
        ResponseEntity<ProblemDetail> answer = answer(500, "/api/v1/tasks", new IllegalStateException("inner secret"));
        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody()).satisfies(body -> {
            assertThat(body.getTitle()).isEqualTo("Internal Server Error");
            assertThat(body.getInstance()).isEqualTo(URI.create("/api/v1/tasks"));
            assertThat(body.toString()).doesNotContain("secret");
        });
    }

    @Test
    void aPathThatIsNoneIsLeftOut() {
        assertThat(answer(400, "/%zz", null).getBody())
                .satisfies(body -> assertThat(body.getInstance()).isNull());
    }

    @Test
    void whoAsksForTheErrorPageItselfFindsNothing() {
        assertThat(new ProblemErrorController()
                        .error(new MockHttpServletRequest())
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    private static ResponseEntity<ProblemDetail> answer(int status, String path, @Nullable Exception cause) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, path);
        if (cause != null) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, cause);
        }
        return new ProblemErrorController().error(request);
    }
}
