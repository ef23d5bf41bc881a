package io.taskmill.handlers.basic.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which statuses are a success.
 *
 * @param forms statuses such as {@code 404} and classes such as {@code 2xx}
 */
record ExpectedStatuses(List<String> forms) {

    static final String FORM = "[2-5]xx|[2-5][0-9][0-9]";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int MOST = 20;

    ExpectedStatuses {
        if (forms.isEmpty() || forms.size() > MOST) {
            throw new IllegalArgumentException("expect has " + forms.size() + " items but must have 1 to " + MOST);
        }
        if (!forms.stream().allMatch(form -> PATTERN.matcher(form).matches())) {
            throw new IllegalArgumentException("expect must have statuses such as 404 or classes such as 2xx");
        }
    }

    /** @param expect null for any 2xx */
    static ExpectedStatuses of(@Nullable List<String> expect) {
        return new ExpectedStatuses(expect == null ? List.of("2xx") : expect);
    }

    boolean contains(int status) {
        return forms.contains(Integer.toString(status)) || forms.contains(status / 100 + "xx");
    }

    @Override
    public String toString() {
        return String.join(", ", forms);
    }
}
