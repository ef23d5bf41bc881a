package io.taskmill.api.command;

import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What all commands are answered with. */
public final class CommandAnswers {

    private final TaskViews views;

    CommandAnswers(TaskViews views) {
        this.views = views;
    }

    /** Tells the command's id at once, so that problems carry it too. */
    public static String told(String command, HttpServletResponse response) {
        response.setHeader(CommandIds.HEADER, command);
        return command;
    }

    /** The task as it is now: 200 when the command has come to pass, 202 when it will. */
    ResponseEntity<TaskView> task(TaskId task, Commands.Outcome outcome, Locale locale) {
        Language language = Language.of(locale);
        return ResponseEntity.status(outcome.effective() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(views.found(task, outcome.task(), language));
    }
}
