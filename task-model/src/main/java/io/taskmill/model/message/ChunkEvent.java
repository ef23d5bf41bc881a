package io.taskmill.model.message;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import java.util.List;
import java.util.Set;

/** What can happen to a part of a family: the closed set that its transition function decides on. */
public sealed interface ChunkEvent
        permits ChunkEvent.Recorded, TellChunk, ChildEnded, ChunkEvent.Published, ChunkEvent.DueReached {

    ChunkKey key();

    /**
     * A run's {@link SpawnChunk}, with all that its children's submissions need.
     *
     * @param epoch of the run
     * @param first how many children the parts before have
     */
    record Recorded(ChunkKey key, int epoch, int first, SpawnMode mode, OnFailure onFailure, List<ChunkMember> members)
            implements ChunkEvent {

        public Recorded {
            members = List.copyOf(members);
        }
    }

    /** The broker has these of its follow-ups. */
    record Published(ChunkKey key, Set<String> followUps) implements ChunkEvent {
        public Published {
            followUps = Set.copyOf(followUps);
        }
    }

    /** Something may be due about it. */
    record DueReached(ChunkKey key) implements ChunkEvent {}
}
