package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import io.taskmill.testkit.RealStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** The store as a process sees it: with the driver's settings that {@code StoreAutoConfiguration} makes. */
final class StoreContext implements BeforeAllCallback, AfterAllCallback {

    @Configuration
    @EnableAutoConfiguration
    static class Application {}

    private final RealStore real;
    private @Nullable ConfigurableApplicationContext context;

    StoreContext(RealStore real) {
        this.real = real;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        real.beforeAll(test);
        context = start(real.uri());
        bean(Installation.class).ensureIndexes();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (context != null) {
            context.close();
        }
        real.afterAll(test);
    }

    static ConfigurableApplicationContext start(String uri) {
        AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("spring.mongodb.uri=" + uri).applyTo(started);
        started.register(Application.class);
        started.refresh();
        return started;
    }

    MongoDatabase database() {
        return bean(MongoDatabaseFactory.class).getMongoDatabase();
    }

    <T> T bean(Class<T> type) {
        if (context == null) {
            throw new IllegalStateException("only while a test class runs");
        }
        return context.getBean(type);
    }
}
