package io.taskmill.client;

/**
 * The API knows no such task or dead letter, or knows that the task was deleted. A 404 that does not say so is a {@link
 * RefusedException}: the address may be wrong.
 */
public final class NotFoundException extends TaskmillException {

    NotFoundException(String attempted, Problem problem) {
        super(attempted + " found nothing: " + problem.summary(), problem, null);
    }
}
