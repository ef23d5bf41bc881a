package io.taskmill.standalone.broker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.qpid.server.protocol.v0_8.AMQChannel;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.jspecify.annotations.Nullable;

/** Hands the methods of a client on to the channel, and keeps its limit to what {@link Prefetch} says. */
final class PrefetchingChannel implements InvocationHandler {

    private final AMQChannel channel;
    private final Prefetch prefetch;

    private PrefetchingChannel(AMQChannel channel, Prefetch prefetch) {
        this.channel = channel;
        this.prefetch = prefetch;
    }

    /** A proxy: the interface has some forty methods, and four of them matter here. */
    static ServerChannelMethodProcessor of(AMQChannel channel, Prefetch prefetch) {
        return (ServerChannelMethodProcessor) Proxy.newProxyInstance(
                PrefetchingChannel.class.getClassLoader(),
                new Class<?>[] {ServerChannelMethodProcessor.class},
                new PrefetchingChannel(channel, prefetch));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null) {
            switch (method.getName()) {
                case "receiveBasicQos" -> {
                    setPrefetch(arguments);
                    return null;
                }
                case "receiveBasicAck", "receiveBasicNack" -> {
                    return settle(method, arguments, Boolean.TRUE.equals(arguments[1]));
                }
                case "receiveBasicReject" -> {
                    return settle(method, arguments, false);
                }
                default -> {}
            }
        }
        return handOn(method, arguments);
    }

    private void setPrefetch(@Nullable Object[] arguments) {
        int count = arguments[1] instanceof Integer wanted ? wanted : 0;
        long size = arguments[0] instanceof Long bytes ? bytes : 0;
        boolean global = Boolean.TRUE.equals(arguments[2]);
        channel.receiveBasicQos(size, prefetch.set(count, channel.getUnacknowledgedMessageCount()), global);
    }

    private @Nullable Object settle(Method method, @Nullable Object[] arguments, boolean multiple) throws Throwable {
        int before = channel.getUnacknowledgedMessageCount();
        Object result = handOn(method, arguments);
        int settled = before - channel.getUnacknowledgedMessageCount();
        if (arguments[0] instanceof Long tag && prefetch.settled(tag, multiple, settled)) {
            prefetch.adapt(() -> channel.receiveBasicQos(0, prefetch.limit(), false));
        }
        return result;
    }

    private @Nullable Object handOn(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(channel, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
