package io.taskmill.api.pause;

import io.taskmill.store.PausesStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PauseConfiguration {

    @Bean
    KnownPauses knownPauses(PausesStore store) {
        return new KnownPauses(store::present, System::nanoTime);
    }
}
