package io.taskmill.api.submit;

import io.taskmill.api.body.Members;
import io.taskmill.api.idempotency.UniqueKey;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a submission says of there being only one task like it. */
final class AskedUnique {

    static final String UNIQUE = "unique";

    private static final String KEY = "key";
    private static final String FOR = "for";
    private static final String OTHERWISE = "otherwise";
    private static final int MAX_TEXT = 255;

    private AskedUnique() {}

    /** Null if it says nothing of that; what is wrong is noted. */
    static @Nullable UniqueKey read(Members submission, String type) {
        Members members = submission.object(UNIQUE, Set.of(KEY, FOR, OTHERWISE));
        if (members == null) {
            return null;
        }
        String key = members.requiredText(KEY, MAX_TEXT);
        Duration span = members.duration(FOR, Duration.ofSeconds(1), UniqueKey.LONGEST);
        String otherwise = members.text(OTHERWISE, MAX_TEXT);
        boolean refuses = "refuse".equals(otherwise);
        if (otherwise != null && !refuses && !otherwise.equals("return")) {
            members.note(OTHERWISE, "must be return or refuse");
        }
        return new UniqueKey(type, key, span, refuses);
    }
}
