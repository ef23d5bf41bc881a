package io.taskmill.standalone.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SubmissionGateTest {

    private static final SubmissionGate FULL = new SubmissionGate(new HeapWatch(() -> new MemoryUsage(0, 90, 90, 100)));
    private static final SubmissionGate ROOMY =
            new SubmissionGate(new HeapWatch(() -> new MemoryUsage(0, 10, 10, 100)));

    @Test
    void aTaskIsSubmittedWhileThereIsRoom() {
        assertThat(pass(ROOMY, "POST")).isTrue();
    }

    @Test
    void aTaskIsRefusedWhenTheMemoryIsUsedUp() {
        assertThatThrownBy(() -> pass(FULL, "POST")).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ProblemType.NOT_ACCEPTED);
            assertThat(refusal.getStatusCode().value()).isEqualTo(503);
            assertThat(refusal.getHeaders().getFirst("Retry-After")).isNotNull();
            assertThat(refusal.getBody().getDetail()).contains("-Xmx");
        });
    }

    @Test
    void whatIsThereCanStillBeListed() {
        assertThat(pass(FULL, "GET")).isTrue();
    }

    private static boolean pass(SubmissionGate gate, String method) {
        return gate.preHandle(
                new MockHttpServletRequest(method, "/api/v1/tasks"), new MockHttpServletResponse(), new Object());
    }
}
