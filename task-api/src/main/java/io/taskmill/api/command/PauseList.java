package io.taskmill.api.command;

import io.taskmill.api.view.PauseView;
import io.taskmill.model.pause.Pauses;
import java.util.List;

/**
 * All that is paused.
 *
 * @param items in the order in which it was wanted
 */
record PauseList(List<PauseView> items) {

    static PauseList of(Pauses pauses) {
        return new PauseList(pauses.pauses().stream().map(PauseView::of).toList());
    }
}
