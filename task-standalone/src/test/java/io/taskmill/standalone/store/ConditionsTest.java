package io.taskmill.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    @Test
    void whatStandsInAConjunctionIsFound() {
        Conditions conditions = Conditions.of(new Document(
                "$and",
                List.of(new Document("shard", 3), new Document("$and", List.of(condition("queue", "$gt", ""))))));
        assertThat(conditions.equal("shard")).contains(3);
        assertThat(conditions.need("queue")).isTrue();
        assertThat(conditions.need("owner")).isFalse();
    }

    @Test
    void onlyWhatRulesOutAMissingFieldNeedsIt() {
        for (String operator : List.of("$eq", "$gt", "$gte", "$lt", "$lte")) {
            assertThat(needs(condition("f", operator, 1))).as(operator).isTrue();
        }
        assertThat(needs(new Document("f", 1))).isTrue();
        assertThat(needs(condition("f", "$exists", true))).isTrue();
        assertThat(needs(condition("f", "$in", List.of(1, 2)))).isTrue();
        for (String operator : List.of("$ne", "$nin", "$not")) {
            assertThat(needs(condition("f", operator, 1))).as(operator).isFalse();
        }
        assertThat(needs(new Document("f", null))).isFalse();
        assertThat(needs(condition("f", "$exists", false))).isFalse();
        assertThat(needs(condition("f", "$eq", null))).isFalse();
        assertThat(needs(condition("f", "$in", Arrays.asList(1, null)))).isFalse();
    }

    @Test
    void whatMayMatchOtherwiseNeedsNothing() {
        assertThat(needs(new Document("$or", List.of(new Document("f", 1), new Document("g", 2)))))
                .isFalse();
    }

    @Test
    void aComparisonIsNoEquality() {
        Conditions conditions = Conditions.of(condition("_id", "$lt", 9));
        assertThat(conditions.equal("_id")).isEmpty();
        assertThat(conditions.lessThan("_id")).contains(9);
    }

    @Test
    void aPartialFilterNamesTheFieldThatMustBeThere() {
        assertThat(PartialFilter.fieldOf(condition("owner", "$exists", true))).isEqualTo("owner");
    }

    @Test
    void anyOtherPartialFilterIsRefused() {
        for (Document other : List.of(
                condition("owner", "$exists", false),
                condition("owner", "$gt", 1),
                condition("a.b", "$exists", true),
                condition("a", "$exists", true).append("b", 1),
                new Document("owner", 1))) {
            assertThatThrownBy(() -> PartialFilter.fieldOf(other))
                    .as("%s", other)
                    .isInstanceOf(BadValueException.class)
                    .hasMessageContaining("$exists");
        }
    }

    private static Document condition(String field, String operator, @Nullable Object value) {
        return new Document(field, new Document(operator, value));
    }

    private static boolean needs(Document query) {
        return Conditions.of(query).need("f");
    }
}
