package io.taskmill.it.page;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The part of the API that the page uses, as docs/architecture.md describes it. */
@RestController
class FakeController {

    private final FakeTasks tasks;

    FakeController(FakeTasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/api/v1/tasks")
    Map<String, Object> list(
            @RequestParam String category,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Locale locale) {
        return present().page(category, cursor, limit, locale.getLanguage());
    }

    @GetMapping("/api/v1/tasks/summary")
    Map<String, Object> summary() {
        return present().summary();
    }

    @GetMapping("/api/v1/task-types")
    Map<String, Object> types(Locale locale) {
        return Map.of(
                "items",
                present().types().stream()
                        .map(name -> Map.of("name", name, "title", FakeTexts.type(name, locale.getLanguage())))
                        .toList());
    }

    @GetMapping("/api/v1/pauses")
    Map<String, Object> pauses() {
        return Map.of("items", present().pauses());
    }

    @GetMapping(path = "/api/v1/tasks/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(Locale locale) {
        return present().listen(locale.getLanguage());
    }

    @GetMapping("/api/v1/tasks/{id}")
    Map<String, Object> task(@PathVariable String id, Locale locale) {
        if (id.length() != 36) {
            throw ApiException.of(ProblemType.MALFORMED_ID, "That is no id.");
        }
        FakeTask task = present().find(id);
        if (present().isDeleted(id)) {
            throw ApiException.of(ProblemType.TASK_DELETED, "It was deleted.");
        }
        if (task == null) {
            throw ApiException.of(ProblemType.UNKNOWN_TASK, "There is none.");
        }
        return task.view(locale.getLanguage());
    }

    @PostMapping("/api/v1/tasks")
    ResponseEntity<Object> submit(@RequestBody Map<String, Object> submission, Locale locale) {
        return present().submit(submission, locale.getLanguage());
    }

    @PostMapping("/api/v1/tasks/{id}/{verb:cancel|retry}")
    Map<String, Object> command(
            @PathVariable String id,
            @PathVariable String verb,
            @RequestHeader("Taskmill-Command-Id") String command,
            @RequestBody Map<String, Object> body,
            Locale locale) {
        return present().command(new FakeTasks.Command(id, verb, command, body), locale.getLanguage());
    }

    @DeleteMapping("/api/v1/tasks/{id}")
    ResponseEntity<Object> delete(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestHeader("Taskmill-Command-Id") String command,
            Locale locale) {
        return present()
                .delete(
                        new FakeTasks.Command(id, "delete", command, Map.of("confirm", confirm)),
                        confirm,
                        locale.getLanguage());
    }

    private FakeTasks present() {
        if (tasks.isAway()) {
            throw ApiException.of(ProblemType.STORE_UNAVAILABLE, "Away for a test.");
        }
        return tasks;
    }
}
