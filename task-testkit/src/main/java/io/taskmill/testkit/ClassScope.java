package io.taskmill.testkit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What an extension holds for one test class. JUnit calls an extension again for each nested class, which shares what
 * the enclosing class has.
 *
 * @param <T> what is held
 */
final class ClassScope<T> {

    /** MongoDB allows a database name 63 bytes. */
    private static final int LONGEST_CLASS_NAME = 40;

    private final String extension;
    private @Nullable T held;
    private @Nullable String owner;

    ClassScope(String extension) {
        this.extension = extension;
    }

    boolean isOpen() {
        return held != null;
    }

    void open(ExtensionContext context, T value) {
        held = value;
        owner = context.getUniqueId();
    }

    /** What is held, if this class opened it; nothing for a nested one, whose enclosing class still needs it. */
    @Nullable T closeIfOwner(ExtensionContext context) {
        if (!context.getUniqueId().equals(owner)) {
            return null;
        }
        T value = held;
        held = null;
        owner = null;
        return value;
    }

    T get() {
        T value = held;
        if (value == null) {
            throw new TestkitException(extension + " is only there while a test class runs: declare it as"
                    + " @RegisterExtension static final and use it from tests and their lifecycle methods");
        }
        return value;
    }

    /** A name that no other test run uses, and that tells a reader of a server's lists which class it is of. */
    static String uniqueName(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        return "test-" + name.substring(0, Math.min(name.length(), LONGEST_CLASS_NAME)) + "-" + suffix;
    }
}
