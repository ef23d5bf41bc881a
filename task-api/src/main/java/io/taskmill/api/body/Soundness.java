package io.taskmill.api.body;

import io.taskmill.api.problem.Violation;
import java.math.BigDecimal;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what JSON's grammar allows and hardly any receiver survives: half of a surrogate pair, which UTF-8 cannot say,
 * and numbers beyond a double's range, with which {@code 1e999999999} costs a gigabyte to whoever asks whether it is
 * whole.
 */
public final class Soundness {

    private static final int MAX_EXPONENT = 308;

    private final List<Violation> violations;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

    private Soundness(List<Violation> violations) {
        this.violations = violations;
    }

    /** The tree, changed in one thing: whole numbers are integers however they are written, as JSON Schema has it. */
    public static JsonNode check(JsonNode tree, String pointer, List<Violation> violations) {
        return new Soundness(violations).checked(tree, pointer);
    }

    private JsonNode checked(JsonNode node, String pointer) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    String inner = Violation.member(pointer, member.getKey());
                    requireEncodable(member.getKey(), pointer, "has a member whose name");
                    object.set(member.getKey(), checked(member.getValue(), inner));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, checked(array.get(i), pointer + "/" + i));
                }
            }
            case DecimalNode decimal -> {
                return checkedNumber(decimal, pointer);
            }
            default -> {
                if (node.isString()) {
                    requireEncodable(node.stringValue(), pointer, "is a string that");
                }
            }
        }
        return node;
    }

    private void requireEncodable(String text, String pointer, String what) {
        if (!encoder.canEncode(text)) {
            violations.add(new Violation(pointer, what + " holds half of a surrogate pair"));
        }
    }

    private JsonNode checkedNumber(DecimalNode node, String pointer) {
        BigDecimal value = node.decimalValue();
        if (Math.abs(exponentOf(value)) > MAX_EXPONENT) {
            violations.add(new Violation(pointer, "is a number beyond the range of 1e-308 to 1e309"));
            return node;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 ? BigIntegerNode.valueOf(stripped.toBigInteger()) : node;
    }

    /** Of zero the one that it was written with. */
    private static long exponentOf(BigDecimal value) {
        return (long) value.precision() - value.scale() - 1;
    }
}
