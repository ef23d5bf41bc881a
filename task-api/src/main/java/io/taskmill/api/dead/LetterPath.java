package io.taskmill.api.dead;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.dead.LetterId;

/** Which letter a path names. */
final class LetterPath {

    static final String ALL = "/api/v1/dead-letters";
    static final String ONE = ALL + "/{id}";

    private LetterPath() {}

    /** @throws ApiException if the text of a path is no letter's id */
    static LetterId parse(String id) {
        try {
            return new LetterId(id);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.MALFORMED_LETTER_ID,
                    "A dead letter's id has 32 digits of 0-9 and a-f, as the list shows them.",
                    e);
        }
    }

    static ApiException unknown(LetterId id) {
        return ApiException.of(
                ProblemType.UNKNOWN_LETTER,
                id + " is not among the " + DeadLetters.MAX_LETTERS + " oldest letters, which are those that can be"
                        + " reached.");
    }
}
