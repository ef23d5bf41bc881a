package io.taskmill.model;

/** What a user sees of a task's course. Why it is there says its {@link Phase}. */
public enum State {
    /** Accepted, not yet started. Left when a run starts, or by cancelling. */
    INITIAL(Category.PENDING),
    /** Started at least once and not ended; also while it waits to run again. Left when a run ends it. */
    IN_PROGRESS(Category.PENDING),
    /** Ended well. Terminal. */
    FINISHED(Category.FINISHED),
    /** Ended badly. Left only by an explicit retry. */
    FAILED(Category.FAILED),
    /** Ended because somebody asked for it. Left only by an explicit retry. */
    CANCELLED(Category.FAILED);

    private final Category category;

    State(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }

    public boolean terminal() {
        return category != Category.PENDING;
    }
}
