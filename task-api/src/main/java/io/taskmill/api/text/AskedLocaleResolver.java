package io.taskmill.api.text;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Reads the parameter {@code lang} first, for clients that cannot set headers; one that is not spoken counts as none. */
public final class AskedLocaleResolver extends AcceptHeaderLocaleResolver {

    /** The parameter's name. */
    public static final String PARAMETER = "lang";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        @Nullable String asked = HttpMethod.GET.matches(request.getMethod()) ? request.getParameter(PARAMETER) : null;
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(asked))
                .findFirst()
                .map(Language::locale)
                .orElseGet(() -> super.resolveLocale(request));
    }
}
