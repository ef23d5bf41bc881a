package io.taskmill.it.page;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser, and the page in front of tasks in memory, of which there are none when a test begins. */
final class FakePage implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final Chromium chromium = new Chromium();
    private @Nullable FakeApi api;

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium.beforeAll(context);
        api = FakeApi.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        tasks().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        api().close();
    }

    private FakeApi api() {
        return Objects.requireNonNull(api, "started before all tests");
    }

    FakeTasks tasks() {
        return api().tasks();
    }

    URI address() {
        return api().address();
    }

    Visit visit(Visit.Reader reader) {
        return chromium.visit(reader).go(address());
    }

    /** @param fragment or query, as it follows the address */
    Visit visit(Visit.Reader reader, String fragment) {
        return chromium.visit(reader).go(address().resolve(fragment));
    }

    Visit visit() {
        return visit(Visit.Reader.speaking("en-US"));
    }
}
