package io.taskmill.it.defect;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** A database in which nobody finds the tasks that have follow-ups left. */
final class OutboxBlindness {

    private static final Bson NOTHING = Filters.exists("_id", false);

    private OutboxBlindness() {}

    static MongoDatabaseFactory of(MongoDatabaseFactory real) {
        return proxy(
                MongoDatabaseFactory.class,
                real,
                (_, _, answer) -> answer instanceof MongoDatabase database ? of(database) : answer);
    }

    private static MongoDatabase of(MongoDatabase real) {
        return proxy(
                MongoDatabase.class,
                real,
                (what, arguments, answer) -> answer instanceof MongoCollection<?> tasks
                                && what.equals("getCollection")
                                && arguments[0].equals("tasks")
                        ? blind(tasks)
                        : answer);
    }

    @SuppressWarnings("unchecked")
    private static MongoCollection<Document> blind(MongoCollection<?> tasks) {
        MongoCollection<Document> real = (MongoCollection<Document>) tasks;
        return proxy(MongoCollection.class, real, (what, arguments, answer) -> {
            if (answer instanceof MongoCollection<?> configured) {
                return blind(configured); // with a concern of its own
            }
            return what.equals("find")
                            && arguments.length == 1
                            && arguments[0] instanceof Bson filter
                            && filter.toString().contains("outbox")
                    ? real.find(Filters.and(filter, NOTHING))
                    : answer;
        });
    }

    private interface Answer {
        Object instead(String what, Object[] arguments, Object answer);
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<?> type, T real, Answer answers) {
        InvocationHandler handler = (_, method, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            try {
                return answers.instead(method.getName(), given, method.invoke(real, given));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
