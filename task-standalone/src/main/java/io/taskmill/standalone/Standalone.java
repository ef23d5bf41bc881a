package io.taskmill.standalone;

import io.taskmill.standalone.broker.EmbeddedBroker;
import io.taskmill.standalone.store.EmbeddedStore;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

final class Standalone implements AutoCloseable {

    private final String[] args;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    Standalone(String[] args) {
        this.args = args.clone();
    }

    void start() {
        ConfigurableApplicationContext parent = builder(StandaloneConfiguration.class, WebApplicationType.NONE)
                .run(with("--spring.config.location=classpath:/standalone.yaml"));
        closing.push(parent);
        EmbeddedBroker broker = EmbeddedBroker.start(0, UUID.randomUUID().toString());
        closing.push(broker);
        EmbeddedStore store = EmbeddedStore.start(0, Clock.systemUTC());
        closing.push(store);
        for (Program program : Program.values()) {
            closing.push(builder(program.application(), program.web())
                    .parent(parent)
                    .run(with(
                            "--spring.config.location=" + program.settings(),
                            "--spring.autoconfigure.exclude=" + String.join(",", program.excluded()),
                            "--spring.rabbitmq.host=" + EmbeddedBroker.HOST,
                            "--spring.rabbitmq.port=" + broker.port(),
                            "--spring.rabbitmq.username=" + EmbeddedBroker.USERNAME,
                            "--spring.rabbitmq.password=" + broker.password(),
                            "--spring.rabbitmq.virtual-host=" + EmbeddedBroker.VIRTUAL_HOST,
                            "--spring.mongodb.uri=" + store.uri("taskmill"))));
        }
    }

    private String[] with(String... own) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(own));
        return all.toArray(String[]::new);
    }

    private static SpringApplicationBuilder builder(Class<?> application, WebApplicationType web) {
        return new SpringApplicationBuilder(application)
                .web(web)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false);
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
