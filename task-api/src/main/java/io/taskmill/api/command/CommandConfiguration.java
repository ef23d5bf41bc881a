package io.taskmill.api.command;

import io.taskmill.api.ask.Lookup;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.api.types.TypeCatalog;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean
    CommandIds commandIds(RandomGenerator random) {
        return new CommandIds(random);
    }

    @Bean
    EffectWatch effectWatch() {
        return new EffectWatch(System::nanoTime, Thread::sleep);
    }

    @Bean
    Commands commands(Startup startup, Lookup lookup, TypeCatalog types, Clock clock, EffectWatch watch) {
        return new Commands(startup, lookup, new ParamsCheck(types), clock, watch);
    }

    @Bean
    PauseCommands pauseCommands(
            Startup startup, KnownPauses pauses, TypeCatalog types, Clock clock, EffectWatch watch) {
        return new PauseCommands(startup, pauses, types, clock, watch);
    }
}
