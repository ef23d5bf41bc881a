package io.taskmill.messaging.dead;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done with letters before they are acknowledged. Lives as long as one request. */
interface Act {

    /** Why this one stays, as far as that shows before anything is done. */
    Optional<LeftReason> stays(DeadLetter letter);

    /** Does it; gives those that stay all the same. */
    Map<Fetched, LeftReason> carryOut(List<Fetched> letters) throws InterruptedException;
}
