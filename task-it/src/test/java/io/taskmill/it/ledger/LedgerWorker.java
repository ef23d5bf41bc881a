package io.taskmill.it.ledger;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A worker that embeds the runtime as any service would, with one handler of its own. */
@SpringBootApplication(
        excludeName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
            "io.taskmill.store.config.StoreAutoConfiguration",
            "io.taskmill.handlers.basic.BasicHandlersAutoConfiguration",
            "io.taskmill.handlers.basic.http.HttpCallAutoConfiguration"
        })
public class LedgerWorker {

    public static void main(String[] args) {
        SpringApplication.run(LedgerWorker.class, args);
    }

    @Bean
    LedgerHandler ledgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler("LEDGER", false, ledger);
    }

    @Bean
    FamilyLedgerHandler familyLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new FamilyLedgerHandler(ledger);
    }

    @Bean
    LedgerHandler strictLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler("STRICT_LEDGER", true, ledger);
    }
}
