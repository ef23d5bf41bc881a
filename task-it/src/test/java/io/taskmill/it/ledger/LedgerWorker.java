package io.taskmill.it.ledger;

import io.taskmill.handler.TaskDescription;
import io.taskmill.model.WhenFull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
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
        return new LedgerHandler("LEDGER", UnaryOperator.identity(), ledger);
    }

    @Bean
    TellingHandler tellingHandler() {
        return new TellingHandler();
    }

    @Bean
    UndoLedgerHandler undoLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new UndoLedgerHandler(ledger);
    }

    @Bean
    FamilyLedgerHandler familyLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new FamilyLedgerHandler("FAMILY_LEDGER", UnaryOperator.identity(), ledger);
    }

    /** One at a time, whose children are of the same type or pass gates of their own. */
    @Bean
    FamilyLedgerHandler gatedFamilyLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new FamilyLedgerHandler("GATED_FAMILY_LEDGER", type -> type.withGate("all families", 1), ledger);
    }

    @Bean
    LedgerHandler strictLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler("STRICT_LEDGER", TaskDescription::withStrictStart, ledger);
    }

    /** Two of a key at a time, and three of all keys. */
    @Bean
    LedgerHandler gatedLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler(
                "GATED_LEDGER", type -> type.withGate("pool:{params.key}", 2).withGate("all pools", 3), ledger);
    }

    /** Two of a key at a time. */
    @Bean
    LedgerHandler kinLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler("KIN_LEDGER", type -> type.withGate("kin:{params.key}", 2), ledger);
    }

    @Bean
    LedgerHandler refusedLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler(
                "REFUSED_LEDGER", type -> type.withGate("refused:{params.key}", 1, WhenFull.REJECT), ledger);
    }

    @Bean
    LedgerHandler newestLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler(
                "NEWEST_LEDGER", type -> type.withGate("newest:{params.key}", 1, WhenFull.CANCEL_RUNNING), ledger);
    }

    /** Ten a second, two at once. */
    @Bean
    LedgerHandler ratedLedgerHandler(@Value("${LEDGER_FILE}") Path ledger) {
        return new LedgerHandler(
                "RATED_LEDGER", type -> type.withRate("host:{params.key}", 10, Duration.ofSeconds(1), 2), ledger);
    }
}
