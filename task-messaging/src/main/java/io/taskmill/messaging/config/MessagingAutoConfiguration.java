package io.taskmill.messaging.config;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.PublishObserver;
import java.security.SecureRandom;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Offers the codec and the connections to whatever part of Taskmill runs in this process. */
@AutoConfiguration(after = RabbitAutoConfiguration.class)
@EnableConfigurationProperties(TaskmillProperties.class)
public class MessagingAutoConfiguration {

    @Bean
    WireCodec wireCodec() {
        return new WireCodec();
    }

    @Bean
    Refusal refusal(ApplicationContext context) {
        return new Refusal(context);
    }

    @Bean
    BrokerConnections brokerConnections(
            CachingConnectionFactory configured,
            RabbitConnectionDetails details,
            @Value("${spring.application.name:taskmill}") String processName,
            ObjectProvider<PublishObserver> observer) {
        return new BrokerConnections(
                configured,
                details,
                processName,
                observer.getIfAvailable(() -> PublishObserver.NOBODY),
                new SecureRandom());
    }
}
