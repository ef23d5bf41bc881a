package io.taskmill.handlers.vdi;

import io.taskmill.handlers.vdi.hypervisor.HttpHypervisor;
import java.net.URI;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Offers the tasks of virtual desktops to the worker that they are packed into, if it is told of a hypervisor. */
@AutoConfiguration(beforeName = "io.taskmill.runtime.config.WorkerAutoConfiguration")
@Conditional(VdiAutoConfiguration.OnHypervisor.class)
@EnableConfigurationProperties(VdiProperties.class)
class VdiAutoConfiguration {

    /** An empty address is as none. */
    static final class OnHypervisor implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("taskmill.vdi.hypervisor"));
        }
    }

    @Bean
    HttpHypervisor hypervisor(VdiProperties properties) {
        URI address = properties.hypervisor();
        if (address == null) {
            throw new IllegalStateException("taskmill.vdi.hypervisor must be an address");
        }
        return new HttpHypervisor(address, properties.timeout());
    }

    @Bean
    Site vdiSite(HttpHypervisor hypervisor, VdiProperties properties) {
        return new Site(hypervisor, properties.pacing());
    }

    @Bean
    PoolCreateHandler poolCreateHandler(Site vdiSite) {
        return new PoolCreateHandler(vdiSite);
    }

    @Bean
    PoolExpandHandler poolExpandHandler(Site vdiSite) {
        return new PoolExpandHandler(vdiSite);
    }

    @Bean
    PoolDecreaseHandler poolDecreaseHandler(Site vdiSite) {
        return new PoolDecreaseHandler(vdiSite);
    }

    @Bean
    PoolDeleteHandler poolDeleteHandler(Site vdiSite) {
        return new PoolDeleteHandler(vdiSite);
    }

    @Bean
    VmPrepareHandler vmPrepareHandler(Site vdiSite) {
        return new VmPrepareHandler(vdiSite);
    }

    @Bean
    VmsBackupHandler vmsBackupHandler(Site vdiSite) {
        return new VmsBackupHandler(vdiSite);
    }

    @Bean
    VmsRemoveHandler vmsRemoveHandler(Site vdiSite) {
        return new VmsRemoveHandler(vdiSite);
    }

    @Bean
    VmGuestRecreationHandler vmGuestRecreationHandler(Site vdiSite) {
        return new VmGuestRecreationHandler(vdiSite);
    }
}
