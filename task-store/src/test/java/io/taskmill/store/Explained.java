package io.taskmill.store;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/**
 * How the server carried out a query, as its explain tells.
 *
 * @param stages of the plan that was executed, such as IXSCAN
 * @param indexes the names of those that were read
 * @param keys examined
 * @param documents examined
 * @param returned how many documents the query gave
 */
record Explained(List<String> stages, List<String> indexes, int keys, int documents, int returned) {

    static Explained of(FindIterable<Document> query) {
        Document statistics = query.explain(ExplainVerbosity.EXECUTION_STATS).get("executionStats", Document.class);
        List<String> stages = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        gather(Objects.requireNonNull(statistics.get("executionStages", Document.class)), stages, indexes);
        return new Explained(
                stages,
                indexes,
                statistics.getInteger("totalKeysExamined"),
                statistics.getInteger("totalDocsExamined"),
                statistics.getInteger("nReturned"));
    }

    private static void gather(Document stage, List<String> stages, List<String> indexes) {
        stages.add(stage.getString("stage"));
        if (stage.containsKey("indexName")) {
            indexes.add(stage.getString("indexName"));
        }
        if (stage.containsKey("inputStage")) {
            gather(stage.get("inputStage", Document.class), stages, indexes);
        }
        BsonValues.documents(stage, "inputStages").forEach(input -> gather(input, stages, indexes));
    }
}
