package io.taskmill.handlers.storage.simulated;

import io.taskmill.handlers.storage.StorageCluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** Something that happens right before a call reaches the cluster, or in its place if it throws. */
@FunctionalInterface
public interface Twist {

    /** @param number counts the calls of that method, from 1 */
    void before(int number) throws InterruptedException;

    /** The same cluster, but for that method. */
    static StorageCluster of(StorageCluster real, String method, Twist twist) {
        int[] calls = {0};
        return wrapped(real, called -> {
            if (called.getName().equals(method)) {
                calls[0]++;
                twist.before(calls[0]);
            }
            return answer -> answer;
        });
    }

    /** The same cluster, but for what that method answers. */
    static StorageCluster answers(StorageCluster real, String method, UnaryOperator<Object> other) {
        return wrapped(real, called -> called.getName().equals(method) ? other : answer -> answer);
    }

    /** Called before each call, tells what becomes of its answer. */
    interface Wrapping {
        UnaryOperator<Object> before(Method called) throws InterruptedException;
    }

    private static StorageCluster wrapped(StorageCluster real, Wrapping wrapping) {
        return (StorageCluster) Proxy.newProxyInstance(
                StorageCluster.class.getClassLoader(),
                new Class<?>[] {StorageCluster.class},
                (_, called, arguments) -> {
                    UnaryOperator<Object> after = wrapping.before(called);
                    try {
                        return after.apply(called.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
