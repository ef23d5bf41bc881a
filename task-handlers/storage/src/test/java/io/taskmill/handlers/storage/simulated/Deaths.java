package io.taskmill.handlers.storage.simulated;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Lets a run die at the n-th of its calls to the outside, before it or after it. */
public final class Deaths {

    /** The process is no more; no handler catches that. */
    public static final class Death extends Error {
        Death() {
            super("the worker has died");
        }
    }

    private final int at;
    private final boolean after;
    private int calls;

    private Deaths(int at, boolean after) {
        this.at = at;
        this.after = after;
    }

    /** What is called has no effect any more. */
    public static Deaths before(int call) {
        return new Deaths(call, false);
    }

    /** What is called has its effect, and the run never hears of it. */
    public static Deaths after(int call) {
        return new Deaths(call, true);
    }

    /** The same, for runs that may die here. All that one has wrapped are counted together. */
    public <T> T wrapped(T outside, Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    calls++;
                    if (calls == at && !after) {
                        throw new Death();
                    }
                    Object answer = call(outside, method, arguments);
                    if (calls == at) {
                        throw new Death();
                    }
                    return answer;
                }));
    }

    private static @Nullable Object call(Object outside, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(outside, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public String toString() {
        return (after ? "after" : "before") + " call " + at;
    }
}
