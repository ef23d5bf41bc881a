package io.taskmill.api.schedule;

import io.taskmill.api.command.EffectWatch;
import io.taskmill.api.start.Startup;
import io.taskmill.model.plan.Firings;
import io.taskmill.schedule.CalendarFirings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    @Bean
    Firings firings() {
        return new CalendarFirings();
    }

    @Bean
    ScheduleCommands scheduleCommands(Startup startup, EffectWatch watch) {
        return new ScheduleCommands(startup, watch);
    }
}
