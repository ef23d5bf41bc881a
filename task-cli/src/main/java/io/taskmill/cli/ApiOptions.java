package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which API is asked, and how. */
final class ApiOptions {

    private static final String DEFAULT_ADDRESS = "http://127.0.0.1:8080";

    @Option(names = "--json", description = "Print what the API says, as JSON; errors too, on standard error.")
    private boolean json;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where the API is. Default: TASKMILL_ADDRESS, else " + DEFAULT_ADDRESS + ".")
    private @Nullable String address;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "In which language the API shall answer, such as ru. Default: that of LANG.")
    private @Nullable String language;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = DurationConverter.class,
            description = "How long to wait for an answer, such as 500ms, 20s or 1m. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(20);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    boolean json() {
        return json;
    }

    TaskmillClient open(Map<String, String> environment) {
        String given = address == null ? environment.getOrDefault("TASKMILL_ADDRESS", "") : address;
        try {
            return new TaskmillClient(
                    new URI(given.isBlank() ? DEFAULT_ADDRESS : given), timeout, language(environment));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw usage("--address: " + e.getMessage());
        }
    }

    /** What has to stand behind a verb to ask the same API again; empty if nothing has to. */
    String again() {
        return address == null ? "" : " --address " + address;
    }

    ParameterException usage(String what) {
        if (command == null) {
            throw new IllegalStateException("the options belong to no command");
        }
        return new ParameterException(command.commandLine(), what);
    }

    private @Nullable String language(Map<String, String> environment) {
        if (language != null) {
            if (!language.matches("[A-Za-z0-9*,;=. -]{1,100}")) {
                throw usage("--language: '" + language + "' is no value of Accept-Language, such as ru or en");
            }
            return language;
        }
        return Language.ofLocale(environment.getOrDefault("LANG", ""));
    }
}
