package io.taskmill.it.page;

import io.taskmill.testkit.ProjectRoot;
import java.net.URI;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The real page, with its real headers and the API's own configuration, in front of tasks in memory. So a test decides
 * what happens and when, also what a real Taskmill does once in a year.
 */
final class FakeApi implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private FakeApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static FakeApi start() {
        SpringApplication application = new SpringApplication(Application.class);
        return new FakeApi(application.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--server.shutdown=immediate",
                "--spring.config.location="
                        + ProjectRoot.find()
                                .resolve("task-api/src/main/resources/application.yaml")
                                .toUri()));
    }

    URI address() {
        int port = Objects.requireNonNull(
                context.getEnvironment().getProperty("local.server.port", Integer.class), "a port");
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    FakeTasks tasks() {
        return context.getBean(FakeTasks.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"io.taskmill.api.page", "io.taskmill.api.problem"})
    @Import({FakeTasks.class, FakeController.class})
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Application {}
}
