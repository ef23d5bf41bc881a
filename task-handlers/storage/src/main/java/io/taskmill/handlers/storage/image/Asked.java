package io.taskmill.handlers.storage.image;

import io.taskmill.handlers.storage.Image;
import io.taskmill.model.TaskId;

/**
 * What a task is about to ask the cluster for, left as its checkpoint before it asks.
 *
 * @param number of its operations the how-manieth; another one is asked for only when this one is known to have ended
 * @param sent whether the cluster may have heard of it
 * @param name of the image, which is no longer there to be asked
 */
record Asked(int number, boolean sent, String name, long sizeBytes) {

    static Asked first(Image image) {
        return new Asked(1, true, image.name(), image.sizeBytes());
    }

    /** It goes on with the same operation, whichever run of the task asks. */
    String operationOf(TaskId task) {
        return "remove-image-" + task + "-" + number;
    }

    /** This one has ended without success: the next run asks for another one. */
    Asked over() {
        return new Asked(number + 1, false, name, sizeBytes);
    }

    Asked again() {
        return new Asked(number, true, name, sizeBytes);
    }
}
