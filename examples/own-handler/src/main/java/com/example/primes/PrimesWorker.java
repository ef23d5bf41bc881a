package com.example.primes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service like any other. That it has a task handler among its beans makes it a worker. */
@SpringBootApplication
public class PrimesWorker {

    public static void main(String[] args) {
        SpringApplication.run(PrimesWorker.class, args);
    }

    @Bean
    PrimesHandler primesHandler() {
        return new PrimesHandler();
    }
}
