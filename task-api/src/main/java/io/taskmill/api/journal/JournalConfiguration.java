package io.taskmill.api.journal;

import io.taskmill.api.stream.HttpConnections;
import io.taskmill.store.JournalStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean
    Journal journal(JournalStore store) {
        return store::newest;
    }

    @Bean
    JournalExport journalExport(Journal journal, JournalViews views, HttpConnections connections) {
        return new JournalExport(journal, views, connections::close);
    }
}
