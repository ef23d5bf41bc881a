package io.taskmill.handlers.storage.config;

import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.http.HttpStorageCluster;
import io.taskmill.handlers.storage.image.RemoveAllVmImagesHandler;
import io.taskmill.handlers.storage.image.RemoveImageHandler;
import io.taskmill.handlers.storage.image.RemoveVmHandler;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler;
import io.taskmill.handlers.storage.rbd.CollectRbdPerformanceHandler;
import io.taskmill.handlers.storage.watch.Watch;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Offers the handlers of this pack to the worker that it is packed into, if that has a storage cluster. */
@AutoConfiguration(beforeName = "io.taskmill.runtime.config.WorkerAutoConfiguration")
@Conditional(ClusterIsGiven.class)
@EnableConfigurationProperties(StorageProperties.class)
class StorageHandlersAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StorageCluster storageCluster(StorageProperties properties) {
        return new HttpStorageCluster(Objects.requireNonNull(properties.cluster()));
    }

    @Bean
    Watch storageWatch(StorageProperties properties) {
        return new Watch(properties.look(), properties.patience(), System::nanoTime);
    }

    @Bean
    RemoveVmHandler removeVmHandler(StorageCluster cluster, Watch storageWatch) {
        return new RemoveVmHandler(cluster, storageWatch);
    }

    @Bean
    RemoveAllVmImagesHandler removeAllVmImagesHandler(StorageCluster cluster, Watch storageWatch) {
        return new RemoveAllVmImagesHandler(cluster, storageWatch);
    }

    @Bean
    RemoveImageHandler removeImageHandler(StorageCluster cluster, Watch storageWatch) {
        return new RemoveImageHandler(cluster, storageWatch);
    }

    @Bean
    SetPoolPgNumHandler setPoolPgNumHandler(StorageCluster cluster, Watch storageWatch) {
        return new SetPoolPgNumHandler(cluster, storageWatch);
    }

    @Bean
    CollectRbdPerformanceHandler collectRbdPerformanceHandler(
            StorageCluster cluster, Watch storageWatch, StorageProperties properties) {
        return new CollectRbdPerformanceHandler(cluster, storageWatch, properties.gap());
    }
}
