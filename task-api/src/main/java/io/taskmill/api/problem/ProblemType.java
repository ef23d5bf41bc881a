package io.taskmill.api.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The problems of Taskmill's own; plain HTTP ones (405, 415 …) have no type beyond their status. */
public enum ProblemType {
    /** The body is no JSON, or not the JSON that is asked for. */
    MALFORMED(HttpStatus.BAD_REQUEST, "The request's body is malformed"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request's body is too large"),
    UNKNOWN_TYPE(HttpStatus.UNPROCESSABLE_CONTENT, "No worker has announced this type of task"),
    INVALID_PARAMS(HttpStatus.UNPROCESSABLE_CONTENT, "The parameters do not fulfil the type's schema"),
    /** A worker announced a schema that cannot be read. */
    BROKEN_TYPE(HttpStatus.INTERNAL_SERVER_ERROR, "The type's schema is broken"),
    /** What a submission says of retries and timeouts contradicts what its type says of the rest. */
    INVALID_POLICY(HttpStatus.UNPROCESSABLE_CONTENT, "The retries do not go with those of the type"),
    MALFORMED_IDEMPOTENCY_KEY(HttpStatus.BAD_REQUEST, "That is not an idempotency key"),
    /** The first submission under the key is under way, or broke off: in a moment it can be repeated. */
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT, "A submission with this idempotency key is under way"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "This idempotency key is another submission's"),
    /** There is to be one at a time, and there is one. */
    DUPLICATE_TASK(HttpStatus.CONFLICT, "There is such a task already"),
    /** Its gate has no room, and its type says that it is not to wait. */
    GATE_FULL(HttpStatus.CONFLICT, "The gate is full"),
    MALFORMED_KEY(HttpStatus.BAD_REQUEST, "That is not the key of a gate"),
    /** Certainly nowhere: send it again. */
    NOT_ACCEPTED(HttpStatus.SERVICE_UNAVAILABLE, "It was not accepted"),
    /** Perhaps accepted: ask for the id before submitting again; a command can be sent again with its id. */
    OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "It is not known whether it was accepted"),
    NOT_READY(HttpStatus.SERVICE_UNAVAILABLE, "The API is starting up"),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The store does not answer"),
    MALFORMED_ID(HttpStatus.BAD_REQUEST, "That is not a task id"),
    UNKNOWN_TASK(HttpStatus.NOT_FOUND, "There is no such task"),
    /** Told as long as the deletion is remembered; then it is unknown. */
    TASK_DELETED(HttpStatus.GONE, "The task was deleted"),
    MALFORMED_COMMAND_ID(HttpStatus.BAD_REQUEST, "That is not the id of a command"),
    /** A cancel came too late. */
    ALREADY_ENDED(HttpStatus.CONFLICT, "The task has ended"),
    /** What a task waits for can be changed only while it waits. */
    ALREADY_STARTED(HttpStatus.CONFLICT, "The task has started"),
    NOT_FAILED(HttpStatus.CONFLICT, "The task has not failed"),
    /** What it has done is being undone, which nothing cuts off. */
    CLEANING(HttpStatus.CONFLICT, "The task is being cleaned up"),
    /** It has not failed, has left nothing to undo, or is not to. */
    NOTHING_TO_UNDO(HttpStatus.CONFLICT, "There is nothing to undo"),
    /** It is deleted with its parent, and not before. */
    PART_OF_FAMILY(HttpStatus.CONFLICT, "The task belongs to a family"),
    /** A deletion would end it, and does so only for whoever confirms that. */
    TASK_PENDING(HttpStatus.CONFLICT, "The task has not ended"),
    /** A retry names an epoch that is not the task's. */
    SUPERSEDED(HttpStatus.CONFLICT, "The task is another dispatch by now"),
    MALFORMED_SCHEDULE_NAME(HttpStatus.BAD_REQUEST, "That is not the name of a schedule"),
    UNKNOWN_SCHEDULE(HttpStatus.NOT_FOUND, "There is no such schedule"),
    UNKNOWN_ENTITY(HttpStatus.NOT_FOUND, "There is no such entity"),
    MALFORMED_POOL(HttpStatus.BAD_REQUEST, "That is not the name of a pool"),
    /** It is asked for by its name, which no type has. */
    UNKNOWN_TASK_TYPE(HttpStatus.NOT_FOUND, "There is no such type of task"),
    /** What all workers are told has to stay small. */
    TOO_MANY_PAUSES(HttpStatus.CONFLICT, "There are too many pauses"),
    MALFORMED_LIMIT(HttpStatus.BAD_REQUEST, "That is not a limit"),
    MALFORMED_CURSOR(HttpStatus.BAD_REQUEST, "That is not a cursor of this list"),
    /** A parameter that there is not, or one that is given twice. */
    MALFORMED_QUERY(HttpStatus.BAD_REQUEST, "The query is malformed"),
    MALFORMED_FILTER(HttpStatus.BAD_REQUEST, "Nothing can be filtered by that"),
    UNSERVED_FILTERS(HttpStatus.BAD_REQUEST, "These filters cannot be combined"),
    STREAM_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "No more streams are served here now"),
    BROKER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The broker does not answer"),
    MALFORMED_LETTER_ID(HttpStatus.BAD_REQUEST, "That is not the id of a dead letter"),
    UNKNOWN_LETTER(HttpStatus.NOT_FOUND, "There is no such dead letter"),
    /** Nothing tells where a letter came from, or it must not or cannot go there. */
    NOT_REPLAYABLE(HttpStatus.CONFLICT, "The dead letter cannot be replayed"),
    /** All letters were to be deleted, without a word that this is meant. */
    NOT_CONFIRMED(HttpStatus.CONFLICT, "It has to be confirmed"),
    /** One at a time fetches letters, over all replicas. */
    LETTERS_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Others are at the dead letters");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    /** Whether the same request may be answered otherwise in a moment; then the answer has {@code Retry-After}. */
    public boolean isTransient() {
        return status == HttpStatus.SERVICE_UNAVAILABLE || this == IDEMPOTENCY_KEY_IN_USE;
    }

    public String title() {
        return title;
    }

    /** The last part of the URI, such as {@code unknown-task}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Stable: programs may compare it. */
    public URI uri() {
        return URI.create("urn:taskmill:problem:" + text());
    }
}
