package io.taskmill.api.text;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

@Configuration(proxyBeanMethods = false)
class TextConfiguration {

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AskedLocaleResolver();
        resolver.setSupportedLocales(Language.locales());
        resolver.setDefaultLocale(Language.DEFAULT.locale());
        return resolver;
    }
}
