package io.taskmill.model;

import java.util.regex.Pattern;

/** The rules for names that become part of queue names, routing keys and metric labels. */
public final class Names {

    private static final Pattern POOL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    private static final Pattern SCHEDULE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9._-]{1,64}");
    private static final Pattern KEY = Pattern.compile("\\P{Cntrl}+", Pattern.UNICODE_CHARACTER_CLASS);

    private Names() {}

    /** @throws IllegalArgumentException unless the name is 1 to 63 of a-z, 0-9, '_' and '-', not beginning with the last two */
    public static String requirePool(String pool) {
        return require(POOL, "pool", pool);
    }

    /** @throws IllegalArgumentException unless the name is 1 to 63 of A-Z, 0-9 and '_', beginning with a letter */
    public static String requireType(String type) {
        return require(TYPE, "type", type);
    }

    /** @throws IllegalArgumentException unless the id is 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-' */
    public static String requireId(String field, String id) {
        return require(ID, field, id.length() > 64 ? id.substring(0, 64) + "…" : id);
    }

    /** @throws IllegalArgumentException unless the name is 1 to 63 of A-Z, 0-9 and '_', beginning with a letter */
    public static String requireStep(String step) {
        return require(TYPE, "step", step.length() > 64 ? step.substring(0, 64) + "…" : step);
    }

    /** @throws IllegalArgumentException unless the key has 1 to 200 characters, of which none is a control character */
    public static String requireKey(String field, String key) {
        if (key.length() > 200) {
            throw new IllegalArgumentException(
                    field + " '" + key.substring(0, 64) + "…' has " + key.length() + " characters but may have 200");
        }
        return require(KEY, field, key);
    }

    /** @throws IllegalArgumentException unless the name is 1 to 100 of a-z, 0-9, '.', '_' and '-', not beginning with the last three */
    public static String requireSchedule(String name) {
        return require(SCHEDULE, "schedule", name.length() > 100 ? name.substring(0, 100) + "…" : name);
    }

    private static String require(Pattern rule, String field, String value) {
        if (!rule.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " '" + value + "' does not match " + rule.pattern());
        }
        return value;
    }
}
