package io.taskmill.model.explore.task;

import io.taskmill.model.explore.task.Document.Outcome;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Rewritten;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.Transition;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All documents of a world, each found by folding an event into another one. */
final class Documents {

    private final Alphabet alphabet;
    private final Rules rules;
    private final Map<Task, Document> documents = new HashMap<>();
    private final Document none = new Document(0, null, null);

    Documents(Alphabet alphabet, Rules rules) {
        this.alphabet = alphabet;
        this.rules = rules;
    }

    /** Before anything was folded. */
    Document none() {
        return none;
    }

    Outcome after(Document document, int event) {
        Outcome known = document.known(event);
        if (known == null) {
            known = fold(document, event);
            document.know(event, known);
        }
        return known;
    }

    /** The event of that number, for a task like this one. */
    TaskEvent event(int number, Document document) {
        return number == Alphabet.MISSED ? missed(document.task()) : alphabet.event(number);
    }

    @SuppressWarnings("ReferenceEquality") // there is one object for each
    private Outcome fold(Document document, int number) {
        Task task = document.task();
        TaskEvent event = event(number, document);
        Instant now = number == Alphabet.DUE && task != null ? task.due().orElse(Alphabet.NOW) : Alphabet.NOW;
        Transition transition = rules.apply(task, event, now);
        Document next = of(transition.task());
        boolean certain = transition.verdict() instanceof Verdict.Repeated
                && transition.decisions().isEmpty()
                && !(event instanceof TypeMissing);
        return new Outcome(
                next,
                next != document,
                certain,
                Answer.bits(transition.decisions()),
                TaskRules.brokenBetween(document, next, event));
    }

    private static TaskEvent missed(@Nullable Task task) {
        return Optional.ofNullable(task)
                .map(Task::dispatched)
                .map(command -> new CommandMissed(Alphabet.TASK, task == null ? 1 : task.epoch(), command.at()))
                .orElseThrow(() -> new IllegalArgumentException("no command is missed of " + task));
    }

    /** Nothing is decided by it, and with it no document would be like another one. */
    private static Task withoutHistory(Task task) {
        return Rewritten.withHistory(task, History.EMPTY);
    }

    private Document of(@Nullable Task task) {
        return task == null
                ? none
                : documents.computeIfAbsent(
                        withoutHistory(task),
                        new_ -> new Document(documents.size() + 1, new_, TaskRules.brokenIn(new_)));
    }
}
