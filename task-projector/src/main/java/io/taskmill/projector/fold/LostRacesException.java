package io.taskmill.projector.fold;

/** Another folder of the same shard was faster again and again: this one had better let go and begin anew. */
public final class LostRacesException extends RuntimeException {

    LostRacesException(String message) {
        super(message);
    }
}
