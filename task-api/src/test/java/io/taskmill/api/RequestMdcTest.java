package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RequestMdcTest {

    private static final String ID = "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37";

    private final RequestMdc mdc = new RequestMdc();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void aRequestAboutATaskIsLoggedWithItUntilItIsAnswered() {
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", ID));
        assertThat(mdc.preHandle(request, response, this)).isTrue();
        assertThat(MDC.get("task")).isEqualTo(ID);
        mdc.afterCompletion(request, response, this, null);
        assertThat(MDC.get("task")).isNull();
    }

    @Test
    void whatIsNoIdDoesNotGetIntoTheLog() {
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", "x\n2026 INFO forged"));
        assertThat(mdc.preHandle(request, response, this)).isTrue();
        assertThat(MDC.get("task")).isNull();
    }

    @Test
    void whatASubmissionPutInDoesNotStayForTheNextRequest() {
        MDC.put("task", ID);
        mdc.afterCompletion(request, response, this, null);
        assertThat(MDC.get("task")).isNull();
    }
}
