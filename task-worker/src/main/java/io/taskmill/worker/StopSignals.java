package io.taskmill.worker;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT (Ctrl-C). The first one of them ends the process in good order, as the JVM would by itself; each
 * further one hurries that, of which the JVM tells nobody.
 *
 * <p>{@code sun.misc.Signal} is called by reflection: the compiler warns of every direct use of it, which nothing turns
 * off for one class, although the module jdk.unsupported exports it to all.
 */
final class StopSignals {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    /** What shells make of a signal's number, and the JVM too. */
    private static final int EXIT_STATUS = 128;

    private final IntConsumer exit;
    private final Runnable hurry;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * @param exit ends the process with a status; returns, if at all, when that is done
     * @param hurry called when it is to end sooner
     */
    StopSignals(IntConsumer exit, Runnable hurry) {
        this.exit = exit;
        this.hurry = hurry;
    }

    /** From now on both signals come here; where the JVM keeps them to itself, it is told in the log. */
    void take() {
        for (String name : List.of("TERM", "INT")) {
            try {
                take(name);
            } catch (ReflectiveOperationException e) {
                LOG.warn("signal cannot be taken, a second one will hurry nothing signal={}", name, e);
            }
        }
    }

    private void take(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance(name);
        int number = (int) type.getMethod("getNumber").invoke(signal);
        Object receiver =
                Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                    if (!method.getName().equals("handle")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    received(number);
                    return null;
                });
        var _ = type.getMethod("handle", type, handler).invoke(null, signal, receiver);
    }

    /** On a thread that the JVM has for this signal: ending needs another one, since it lasts. */
    void received(int number) {
        if (stopping.compareAndSet(false, true)) {
            Thread.ofPlatform().name("stop").start(() -> exit.accept(EXIT_STATUS + number));
        } else {
            LOG.info("told to stop once more, hurrying");
            hurry.run();
        }
    }
}
