package io.taskmill.model.family;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskError;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.family.ChunkFollowUp.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chunk while one event changes it. */
final class ChunkDraft {

    private final ChunkKey key;
    private Stage stage;
    private @Nullable Recorded recorded;
    private final StringBuilder ends;
    private int published;
    private List<Failure> failures;
    private final List<ChunkFollowUp> outbox;
    private int asked;
    private Instant since;
    private int told;
    private @Nullable Instant toldAt;

    private ChunkDraft(ChunkKey key, Stage stage, Instant now) {
        this.key = key;
        this.stage = stage;
        this.ends = new StringBuilder();
        this.failures = List.of();
        this.outbox = new ArrayList<>();
        this.since = now;
    }

    ChunkDraft(Chunk chunk) {
        key = chunk.key();
        stage = chunk.stage();
        recorded = chunk.recorded();
        ends = new StringBuilder(chunk.ends());
        published = chunk.published();
        failures = chunk.failures();
        outbox = new ArrayList<>(chunk.outbox());
        asked = chunk.asked();
        since = chunk.since();
        told = chunk.told();
        toldAt = chunk.toldAt();
    }

    /** One of which nothing is known but that. */
    static ChunkDraft of(ChunkKey key, Stage stage, Instant now) {
        return new ChunkDraft(key, stage, now);
    }

    Chunk toChunk() {
        return new Chunk(
                key, stage, recorded, ends.toString(), published, failures, outbox, asked, since, told, toldAt);
    }

    ChunkDraft recorded(Recorded children, Instant now) {
        recorded = children;
        ends.setLength(0);
        ends.repeat(ChildEnd.NONE, children.members().size());
        heard(now);
        return this;
    }

    private void heard(Instant now) {
        since = now;
        asked = 0;
    }

    /** The family is sealed. */
    ChunkDraft released(Instant now) {
        stage = Stage.RELEASED;
        heard(now);
        return publishing(now);
    }

    /** As many of its children go out as may. */
    private ChunkDraft publishing(Instant now) {
        Recorded known = recorded;
        while (known != null
                && stage == Stage.RELEASED
                && published < ends.length()
                && (known.mode() == SpawnMode.PARALLEL || !isOut(published - 1))) {
            int from = published;
            int until = known.mode() == SpawnMode.PARALLEL ? ends.length() : from + 1;
            refuse(known, from, until, now);
            if (stage == Stage.RELEASED) {
                published = until;
                if (ends.substring(from, until).indexOf(ChildEnd.NONE) >= 0) {
                    outbox.add(new ChunkFollowUp(Kind.PUBLISH, from, until));
                }
            }
        }
        return this;
    }

    /** Whether there is such a child, and it has not ended. */
    private boolean isOut(int index) {
        return index >= 0 && ends.charAt(index) == ChildEnd.NONE;
    }

    /** Those that can never be submitted have failed as soon as it is their turn. */
    private void refuse(Recorded known, int from, int until, Instant now) {
        for (int i = from; i < until && stage == Stage.RELEASED; i++) {
            TaskError refused = known.members().get(i).refused();
            if (refused != null) {
                note(known, i, ChildEnd.FAILED, refused.code(), refused.text(), now);
            }
        }
    }

    /** A child is over; the next one follows, or none any more. */
    ChunkDraft ended(int index, ChildEnd end, String code, String text, Instant now) {
        if (recorded != null) {
            note(recorded, index, end, code, text, now);
            publishing(now);
        }
        return this;
    }

    private void note(Recorded known, int index, ChildEnd end, String code, String text, Instant now) {
        ends.setCharAt(index, end.letter());
        heard(now);
        boolean asTold = end == ChildEnd.CANCELLED && stage == Stage.CANCELLED;
        if (end == ChildEnd.FINISHED || asTold) {
            return;
        }
        ChunkMember member = known.members().get(index);
        Parent place = member.spec().parent();
        String name = place == null ? null : place.name();
        failures = Summary.first(failures, List.of(new Failure(known.first() + index, member.id(), name, code, text)));
        if (known.onFailure() == OnFailure.FAIL_FAST && stage == Stage.RELEASED) {
            cancelled(now);
        }
    }

    /** Those that are out are cancelled, the others have ended before they began. */
    ChunkDraft cancelled(Instant now) {
        stage = Stage.CANCELLED;
        heard(now);
        for (int i = published; i < ends.length(); i++) {
            if (ends.charAt(i) == ChildEnd.NONE) {
                ends.setCharAt(i, ChildEnd.CANCELLED.letter());
            }
        }
        return cancelling();
    }

    /** Those that are out and have not ended are told to. */
    ChunkDraft cancelling() {
        if (ends.indexOf(String.valueOf(ChildEnd.NONE)) >= 0) {
            add(Kind.CANCEL, asked);
        }
        return this;
    }

    ChunkDraft askedParent(Instant now) {
        add(Kind.ASK, asked);
        asked++;
        since = now;
        return this;
    }

    ChunkDraft askedAfterChildren(Instant now) {
        add(Kind.REMIND, asked);
        asked++;
        since = now;
        return this;
    }

    /** Nobody has ever told of its children. */
    ChunkDraft missing(Instant now) {
        ends.append(ChildEnd.UNKNOWN.letter());
        return reporting(now);
    }

    /** The parent is told how the children are. */
    ChunkDraft reporting(Instant now) {
        outbox.removeIf(entry -> entry.kind() == Kind.REPORT);
        told = toChunk().ended();
        toldAt = now;
        add(Kind.REPORT, told);
        return this;
    }

    private void add(Kind kind, int number) {
        ChunkFollowUp entry = new ChunkFollowUp(kind, number, 0);
        if (!outbox.contains(entry)) {
            outbox.add(entry);
        }
    }

    /** Nothing of it is left to do, nor to be told. */
    ChunkDraft discarded() {
        stage = Stage.DISCARDED;
        return emptied();
    }

    private ChunkDraft emptied() {
        recorded = null;
        ends.setLength(0);
        published = 0;
        failures = List.of();
        outbox.clear();
        return this;
    }

    /** The children go, then all that is known of them. */
    ChunkDraft deleted() {
        stage = Stage.DELETED;
        outbox.clear();
        if (published == 0 || recorded == null) {
            return emptied();
        }
        add(Kind.DELETE, 0);
        return this;
    }

    ChunkDraft published(Set<String> followUps) {
        boolean deleted = outbox.removeIf(entry -> followUps.contains(entry.id())) && stage == Stage.DELETED;
        return deleted ? emptied() : this;
    }
}
