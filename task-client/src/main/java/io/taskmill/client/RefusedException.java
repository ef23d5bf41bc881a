package io.taskmill.client;

/** The API does not take the request as it is (4xx); repeating it will not help. */
public final class RefusedException extends TaskmillException {

    RefusedException(String attempted, Problem problem) {
        super(attempted + " was refused: " + problem.summary(), problem, null);
    }
}
