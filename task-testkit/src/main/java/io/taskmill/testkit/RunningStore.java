package io.taskmill.testkit;

/** A server of MongoDB's protocol that a test class has for itself. */
public interface RunningStore extends AutoCloseable {

    /** {@return {@code mongodb://host:port}} */
    String uri();

    /** Ends it with all that is in it. */
    @Override
    void close();
}
