package io.taskmill.projector.shard;

import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.rate.Rate;
import io.taskmill.model.rate.Rate.Granted;
import io.taskmill.model.rate.RateTransition;
import io.taskmill.projector.follow.FollowUps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rates, which tell tasks when they may be let go. Nothing is ever due for one. */
final class RateKind implements Kind<String, Rate, RateEvent> {

    private final FollowUps follow;

    RateKind(FollowUps follow) {
        this.follow = follow;
    }

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public String keyOf(RateEvent message) {
        return message.rate();
    }

    @Override
    public @Nullable Rate apply(@Nullable Rate rate, RateEvent message, Instant now) {
        Rate after = RateTransition.apply(rate, message, now);
        return rate == null && after.next() == null ? null : after;
    }

    @Override
    public List<FollowUp> followUps(Rate rate) {
        return rate.outbox().stream()
                .map(granted -> new FollowUp(granted.id(), _ -> follow.tellTask(answer(rate.key(), granted))))
                .toList();
    }

    private static RateGranted answer(String rate, Granted granted) {
        return new RateGranted(granted.claim().task(), granted.claim().epoch(), rate, granted.at());
    }

    @Override
    public RateEvent published(String key, Set<String> followUps) {
        return new RateEvent.RateTold(key, followUps);
    }

    @Override
    public Optional<Instant> due(Rate rate) {
        return Optional.empty();
    }

    @Override
    public RateEvent dueReached(String key) {
        throw new IllegalStateException("nothing is due for rate " + key);
    }

    @Override
    public boolean isLive(Rate rate) {
        return true;
    }
}
