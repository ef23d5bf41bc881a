package io.taskmill.api.submit;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.type.TaskType;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Reads what tasks are to be made of later, as a submission is read. */
@Component
public final class Templates {

    private final SubmissionParser parser = new SubmissionParser();
    private final ParamsCheck params;

    public Templates(TypeCatalog types) {
        this.params = new ParamsCheck(types);
    }

    /** One that is well-formed, if nothing was noted of it, but not yet held against its type. */
    public static final class Template {

        private final Submission submission;
        private final String pointer;

        private Template(Submission submission, String pointer) {
            this.submission = submission;
            this.pointer = pointer;
        }
    }

    /**
     * Reads a member of a body that has been found sound; what is wrong is noted.
     *
     * @param text as it was written
     * @param pointer to it
     */
    public Template read(String text, ObjectNode object, String pointer, List<Violation> violations) {
        return new Template(parser.template(text, object, pointer, violations), pointer);
    }

    /**
     * What it says, with the present version of its type.
     *
     * @throws ApiException if there is no such type, or the parameters or the policy do not go with it
     */
    public TaskSpec checked(Template template, Instant now) {
        Submission submission = template.submission;
        TaskType type = params.passed(
                submission.type(), template.pointer + "/type", submission.paramsTree(), template.pointer + "/params");
        List<Violation> contradictions = submission.policy().contradictions(type.policy()).stream()
                .map(each -> new Violation(template.pointer + each.pointer(), each.message()))
                .toList();
        if (!contradictions.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_POLICY, contradictions);
        }
        return Submissions.spec(submission, type, Submissions.policy(submission, type), now);
    }
}
