package io.taskmill.api.problem;

import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.dead.LettersBusyException;
import io.taskmill.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception of a request into a problem. What it quotes came from the client itself. */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable ResponseEntity<Object> storeUnavailable(StoreUnavailableException e, WebRequest request) {
        ApiException problem = ApiException.of(
                ProblemType.STORE_UNAVAILABLE,
                "What is known of tasks cannot be read now; tasks go on and can be submitted.",
                e);
        return handleErrorResponseException(problem, problem.getHeaders(), problem.getStatusCode(), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> brokerUnavailable(MessagingException e, WebRequest request) {
        ApiException problem =
                ApiException.of(ProblemType.BROKER_UNAVAILABLE, "What lies in its queues cannot be looked at now.", e);
        return handleErrorResponseException(problem, problem.getHeaders(), problem.getStatusCode(), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> lettersBusy(LettersBusyException e, WebRequest request) {
        ApiException problem = ApiException.of(
                ProblemType.LETTERS_BUSY, "Somebody else is at the dead letters; try again. Nothing was done.", e);
        return handleErrorResponseException(problem, problem.getHeaders(), problem.getStatusCode(), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception e, ServletWebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null; // nobody is there to read an answer
        }
        LOG.error(
                "request failed method={} path={}",
                request.getHttpMethod(),
                request.getRequest().getRequestURI(),
                e);
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "This is a defect of the server; its log says more.");
        return handleExceptionInternal(e, body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return nothingThere(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return nothingThere(e, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> nothingThere(
            Exception e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, "There is nothing at this path.");
        return handleExceptionInternal(e, body, headers, status, request);
    }
}
