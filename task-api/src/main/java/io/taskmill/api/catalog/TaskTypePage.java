package io.taskmill.api.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.taskmill.api.text.Language;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.view.PolicyView;
import io.taskmill.model.type.TaskType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * All types that workers have announced.
 *
 * @param items by name
 */
record TaskTypePage(List<Item> items) {

    /**
     * One of them.
     *
     * @param title in the reader's language
     * @param policy how its tasks are run unless their submissions say otherwise
     * @param strictStart whether its runs wait for their grants
     * @param paramsSchema JSON Schema of the parameters
     */
    @JsonPropertyOrder({"name", "title", "pool", "version", "retry", "timeouts", "strictStart", "paramsSchema"})
    record Item(
            String name,
            String title,
            String pool,
            int version,
            @JsonUnwrapped PolicyView policy,
            boolean strictStart,
            @JsonRawValue String paramsSchema) {}

    static TaskTypePage of(Collection<KnownType> types, Language language) {
        return new TaskTypePage(types.stream()
                .map(known -> item(known.type(), language))
                .sorted(Comparator.comparing(Item::name))
                .toList());
    }

    private static Item item(TaskType type, Language language) {
        return new Item(
                type.name(),
                TypeTexts.title(type, type.name(), language),
                type.pool(),
                type.version(),
                PolicyView.of(type.policy()),
                type.policy().strictStart(),
                type.paramsSchema().text());
    }
}
