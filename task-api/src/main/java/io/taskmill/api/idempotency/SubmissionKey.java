package io.taskmill.api.idempotency;

/** What stands for one task, whoever submits under it. */
public sealed interface SubmissionKey permits IdempotencyKey, UniqueKey {

    /** Names it in a store, apart from keys of other kinds; bounded. */
    String id();

    /** What it is called in answers. */
    String name();
}
