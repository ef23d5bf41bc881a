package io.taskmill.api.pause;

import io.taskmill.api.command.EffectWatch;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.store.PausesStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PauseConfiguration {

    @Bean
    KnownPauses knownPauses(PausesStore store) {
        return new KnownPauses(store::present, System::nanoTime);
    }

    @Bean
    PauseCommands pauseCommands(Startup startup, KnownPauses pauses, TypeCatalog types, Clock clock) {
        return new PauseCommands(startup, pauses, types, clock, new EffectWatch(System::nanoTime, Thread::sleep));
    }
}
