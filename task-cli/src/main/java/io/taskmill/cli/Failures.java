package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.NotFoundException;
import io.taskmill.client.Problem;
import io.taskmill.client.RefusedException;
import io.taskmill.client.TaskmillException;
import io.taskmill.client.UnavailableException;
import io.taskmill.client.UnexpectedAnswerException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what went wrong, and turns it into an exit code. */
final class Failures implements IExecutionExceptionHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (command.getCommand() instanceof ApiCommand verb && verb.api().json()) {
            printJson(e, err);
        } else {
            print(e, command.getCommand() instanceof SubmitCommand);
            printAdvice(e, command.getCommand());
        }
        err.flush();
        return switch (e) {
            case TaskmillException failed -> code(failed);
            case NoSuchLogException _ -> ExitCodes.NOT_FOUND;
            default -> ExitCodes.UNEXPECTED;
        };
    }

    private static int code(TaskmillException e) {
        return switch (e) {
            case RefusedException _ -> ExitCodes.REFUSED;
            case NotFoundException _ -> ExitCodes.NOT_FOUND;
            case UnavailableException _ -> ExitCodes.UNAVAILABLE;
            case UnexpectedAnswerException _ -> ExitCodes.UNEXPECTED;
        };
    }

    private void print(Exception e, boolean submitted) {
        String.valueOf(message(e)).lines().forEach(line -> err.println("taskmill: " + SafeText.line(line)));
        if (e instanceof TaskmillException failed
                && failed.problem() != null
                && failed.problem().taskId() != null) {
            String hint = submitted
                    ? "it may have been accepted. Ask before submitting again"
                    : "it may be on its way all the same. See";
            err.println("taskmill: " + hint + ": ./taskmill show "
                    + SafeText.line(failed.problem().taskId()));
        }
    }

    private void printAdvice(Exception e, Object command) {
        String advice = e instanceof TaskmillException failed && command instanceof ApiCommand verb
                ? verb.advice(failed)
                : null;
        if (advice != null) {
            err.println("taskmill: " + SafeText.line(advice));
        }
    }

    /** As the API's problem; what the API did not say looks the same. */
    static void printJson(Exception e, PrintWriter err) {
        Problem problem = e instanceof TaskmillException failed ? failed.problem() : null;
        if (problem != null && problem.json() != null) {
            err.println(SafeText.json(problem.json()));
        } else {
            ObjectNode own = JSON.createObjectNode();
            if (problem != null) {
                own.put("status", problem.status());
            }
            err.println(SafeText.json(JSON.writeValueAsString(own.put("detail", message(e)))));
        }
        err.flush();
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    }
}
