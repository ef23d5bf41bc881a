package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.Json;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.runtime.run.Execution.Ending;
import java.io.IOError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ExecutionTest {

    private record Params(int times, @Nullable String name) {}

    /** Does with the parameters what the test says. */
    private interface Body {
        @Nullable Object run(Params params) throws Exception;
    }

    private record Handler(Body body) implements TaskHandler<Params, Object> {

        @Override
        public TaskDescription<Params> describe() {
            return TaskDescription.of("TEST", Params.class, Map.of());
        }

        @Override
        public @Nullable Object run(Params params, TaskContext context) throws Exception {
            return body.run(params);
        }
    }

    private record Holder(Object self) {}

    private final Execution execution = new Execution(new JsonMapper());

    @Test
    void givesTheHandlerItsParametersAndWritesItsResult() {
        assertThat(run("{\"times\": 3, \"name\": \"ö\"}", params -> params))
                .isEqualTo(new Ending.Finished(new Json("{\"times\":3,\"name\":\"ö\"}")));
    }

    @Test
    void finishesWithoutAResult() {
        assertThat(run("{\"times\": 3}", _ -> null)).isEqualTo(new Ending.Finished(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"times\": \"many\"}", "{\"times\": null}", "[]", "\"x\"", "{\"times\": 99999999999}", "{"})
    void failsWhenTheParametersDoNotFit(String params) {
        TaskError error = failure(run(params, _ -> {
            throw new AssertionError("the handler must not be called");
        }));
        assertThat(error.code()).isEqualTo("PARAMS_UNREADABLE");
        assertThat(error.text()).startsWith("the parameters do not fit: ");
        assertThat(error.retryable()).isFalse();
    }

    /** Of version 3; before it, "times" was called "count". */
    private static class Upgrading implements TaskHandler<Params, Object> {

        @Override
        public TaskDescription<Params> describe() {
            return new TaskDescription<>("TEST", 3, "default", Params.class, Map.of());
        }

        @Override
        public Map<String, Object> upgrade(int version, Map<String, Object> params) {
            params.put("times", params.remove("count"));
            params.putIfAbsent("name", "of version " + version);
            return params;
        }

        @Override
        public Object run(Params params, TaskContext context) {
            return params;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parametersOfAnOlderVersionAreUpgradedBeforeTheyAreRead(int version) {
        assertThat(run(new Upgrading(), version, "{\"count\": 3}"))
                .isEqualTo(new Ending.Finished(new Json("{\"times\":3,\"name\":\"of version " + version + "\"}")));
    }

    @Test
    void parametersOfThePresentVersionAreNotUpgraded() {
        assertThat(run(new Upgrading(), 3, "{\"times\": 3}"))
                .isEqualTo(new Ending.Finished(new Json("{\"times\":3,\"name\":null}")));
    }

    @Test
    void withoutAnUpgradeParametersOfAnOlderVersionAreReadAsTheyAre() {
        TaskHandler<Params, Object> newer = new TaskHandler<>() {
            @Override
            public TaskDescription<Params> describe() {
                return new Upgrading().describe();
            }

            @Override
            public Object run(Params params, TaskContext context) {
                return params.times();
            }
        };
        assertThat(run(newer, 1, "{\"times\": 3}")).isEqualTo(new Ending.Finished(new Json("3")));
    }

    private record Exact(BigDecimal amount) {}

    @Test
    void anUpgradeLosesNoDigit() {
        TaskHandler<Exact, Object> exact = new TaskHandler<>() {
            @Override
            public TaskDescription<Exact> describe() {
                return new TaskDescription<>("TEST", 2, "default", Exact.class, Map.of());
            }

            @Override
            public Object run(Exact params, TaskContext context) {
                return params.amount().toPlainString();
            }
        };
        assertThat(run(exact, 1, "{\"amount\": 12345678901234567890.10}"))
                .isEqualTo(new Ending.Finished(new Json("\"12345678901234567890.10\"")));
    }

    @Test
    void anUpgradeMayFailTheTaskWithAReasonOfItsOwn() {
        TaskError error = failure(run(
                new Upgrading() {
                    @Override
                    public Map<String, Object> upgrade(int version, Map<String, Object> params) {
                        throw new TaskFailedException("TOO_OLD", "version " + version, false);
                    }
                },
                1,
                "{}"));
        assertThat(error).isEqualTo(new TaskError("TOO_OLD", "version 1", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"count\": \"many\"}", "{"})
    void whatCannotBeUpgradedIsUnreadable(String params) {
        assertThat(failure(run(new Upgrading(), 1, params)).code()).isEqualTo("PARAMS_UNREADABLE");
    }

    @Test
    void tellsTheHandlersOwnReasonForFailing() {
        assertThat(failing(new TaskFailedException("NO_SPACE", "pool is full", true)))
                .isEqualTo(new TaskError("NO_SPACE", "pool is full", true));
    }

    @ParameterizedTest
    @MethodSource("codesOutOfBounds")
    void aReasonThatCannotBeToldStillFailsTheRun(String code) {
        assertThat(run("{\"times\": 1}", _ -> {
                    throw new TaskFailedException(code, "no matter", false);
                }))
                .isInstanceOf(Ending.Failed.class);
    }

    static List<String> codesOutOfBounds() {
        return List.of("", "X".repeat(128));
    }

    @Test
    void anyOtherExceptionFailsAsTheHandlersAndMayBeRetried() {
        assertThat(failing(new IllegalStateException("oops")))
                .isEqualTo(new TaskError("HANDLER_ERROR", "java.lang.IllegalStateException: oops", true));
        assertThat(failing(new Exception())).isEqualTo(new TaskError("HANDLER_ERROR", "java.lang.Exception", true));
    }

    @Test
    void aHandlerThatInterruptsItselfFails() {
        TaskError error = failing(new InterruptedException());
        assertThat(error.code()).isEqualTo("INTERRUPTED");
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void aBrokenHandlerFailsForGood(Callable<?> breakage) {
        TaskError error = failure(run("{\"times\": 1}", _ -> breakage.call()));
        assertThat(error.code()).isEqualTo("HANDLER_ERROR");
        assertThat(error.retryable()).isFalse();
    }

    static List<Callable<?>> breakages() {
        return List.of(
                () -> deeper(0),
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                () -> {
                    throw new ExceptionInInitializerError("bad static block");
                },
                () -> {
                    throw new AssertionError("cannot be");
                },
                () -> {
                    throw new IOError(new IOException("any other error"));
                });
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : deeper(depth + 1) + 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ö", "…", "😀"})
    void takesAResultOfExactly256KiB(String character) {
        Ending ending = run("{\"times\": 1}", _ -> textOfBytes(Execution.MAX_RESULT_BYTES - 2, character));
        assertThat(ending).isInstanceOf(Ending.Finished.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ö", "…", "😀"})
    void refusesAResultOfOneByteMore(String character) {
        TaskError error = failure(run("{\"times\": 1}", _ -> textOfBytes(Execution.MAX_RESULT_BYTES - 1, character)));
        assertThat(error.code()).isEqualTo("RESULT_TOO_LARGE");
        assertThat(error.text()).contains("262145").contains("262144");
        assertThat(error.retryable()).isFalse();
    }

    /** A text of so many bytes in UTF-8, made of the character and as few others as it takes; quotes come on top. */
    private static String textOfBytes(int bytes, String character) {
        int width = character.getBytes(StandardCharsets.UTF_8).length;
        return "x".repeat(bytes % width) + character.repeat(bytes / width);
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void failsWhenTheResultIsNoJson(Object result) {
        TaskError error = failure(run("{\"times\": 1}", _ -> result));
        assertThat(error.code()).isEqualTo("RESULT_UNWRITABLE");
        assertThat(error.retryable()).isFalse();
    }

    static List<Object> unwritable() {
        Object[] cycle = new Object[1];
        cycle[0] = new Holder(cycle);
        Iterable<String> throwing = () -> {
            throw new IllegalStateException("not now");
        };
        return List.of(new Holder(throwing), new Holder(cycle));
    }

    private TaskError failing(Exception exception) {
        return failure(run("{\"times\": 1}", _ -> {
            throw exception;
        }));
    }

    private static TaskError failure(Ending ending) {
        return assertThat(ending)
                .asInstanceOf(type(Ending.Failed.class))
                .actual()
                .error();
    }

    private Ending run(String params, Body body) {
        return run(new Handler(body), 1, params);
    }

    private Ending run(TaskHandler<?, ?> handler, int version, String params) {
        TaskRun context = new TaskRun(
                Runs.command(1),
                new RecordedChannel().received("work.default.normal"),
                "run",
                "s",
                "w",
                Runs.checkpoints(),
                Runs.spawner(),
                Runs.log(Runs.command(1)),
                Runs.CLOCK);
        return execution.run(handler, Runs.spec(params).with(version, new Json(params), TaskPolicy.DEFAULT), context);
    }
}
