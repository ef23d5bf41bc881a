package io.taskmill.api.ask;

import io.taskmill.api.start.Startup;
import io.taskmill.store.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AskConfiguration {

    @Bean
    CapableWorkers capableWorkers(Startup startup) {
        return new CapableWorkers(startup, System::nanoTime);
    }

    @Bean
    Lookup lookup(Startup startup, Installation installation) {
        return new Lookup(startup, new Watermarks(installation::watermarks, System::nanoTime));
    }
}
