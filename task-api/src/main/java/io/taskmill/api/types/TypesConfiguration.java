package io.taskmill.api.types;

import io.taskmill.store.TaskTypeStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TypesConfiguration {

    @Bean
    TypeCatalog typeCatalog(TaskTypeStore store) {
        return new TypeCatalog(store::all, System::nanoTime);
    }
}
