package io.taskmill.api.journal;

import io.taskmill.api.text.Language;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.journal.JournalEntry;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Shows entries of the journal, with their texts. */
@Component
class JournalViews {

    private final TypeCatalog types;

    JournalViews(TypeCatalog types) {
        this.types = types;
    }

    JournalView view(JournalEntry entry, Language language) {
        String type = entry.type();
        String title = type == null
                ? null
                : TypeTexts.title(types.known(type).map(KnownType::type).orElse(null), type, language);
        return new JournalView(
                entry.id(),
                entry.at(),
                entry.kind(),
                entry.kind().level(),
                JournalTexts.of(entry, title, language),
                entry.task(),
                type,
                title,
                entry.entity(),
                entry.actor(),
                new TreeMap<>(entry.args()));
    }
}
