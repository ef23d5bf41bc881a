package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whatever may lie in the queue of an event shard. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunCommand.class, name = "RUN"),
    @JsonSubTypes.Type(value = UserCommand.CancelTask.class, name = "CANCEL"),
    @JsonSubTypes.Type(value = UserCommand.RetryTask.class, name = "RETRY"),
    @JsonSubTypes.Type(value = UserCommand.AmendTask.class, name = "AMEND"),
    @JsonSubTypes.Type(value = UserCommand.DeleteTask.class, name = "DELETE"),
    @JsonSubTypes.Type(value = WatchTask.class, name = "WATCH"),
    @JsonSubTypes.Type(value = DependencyEnded.class, name = "DEPENDENCY_ENDED"),
    @JsonSubTypes.Type(value = SpawnChunk.class, name = "SPAWN_CHUNK"),
    @JsonSubTypes.Type(value = TellChunk.class, name = "TELL_CHUNK"),
    @JsonSubTypes.Type(value = ChildEnded.class, name = "CHILD_ENDED"),
    @JsonSubTypes.Type(value = ChunkReport.class, name = "CHUNK_REPORT"),
    @JsonSubTypes.Type(value = CommandDied.class, name = "COMMAND_DEAD"),
    @JsonSubTypes.Type(value = TypeMissing.class, name = "TYPE_MISSING"),
    @JsonSubTypes.Type(value = RunEvents.class, name = "RUN_EVENTS"),
    @JsonSubTypes.Type(value = RunLog.class, name = "RUN_LOG"),
    @JsonSubTypes.Type(value = Heartbeat.class, name = "HEARTBEAT"),
    @JsonSubTypes.Type(value = SessionEnded.class, name = "SESSION_ENDED"),
    @JsonSubTypes.Type(value = SessionGone.class, name = "SESSION_GONE"),
    @JsonSubTypes.Type(value = SessionLost.class, name = "SESSION_LOST"),
    @JsonSubTypes.Type(value = TypeAnnounced.class, name = "TYPE_ANNOUNCED"),
    @JsonSubTypes.Type(value = TypesAvailable.class, name = "TYPES_AVAILABLE"),
    @JsonSubTypes.Type(value = Tick.class, name = "TICK"),
})
public sealed interface ShardMessage
        permits RunCommand,
                UserCommand,
                WatchTask,
                DependencyEnded,
                SpawnChunk,
                TellChunk,
                ChildEnded,
                ChunkReport,
                CommandDied,
                TypeMissing,
                RunEvents,
                RunLog,
                Heartbeat,
                SessionEnded,
                SessionGone,
                SessionLost,
                TypeAnnounced,
                TypesAvailable,
                Tick {}
