package io.taskmill.api.gate;

import io.taskmill.api.command.EffectWatch;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.store.Versioned;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a user's wish for another limit to its effect. */
@Component
class GateLimits {

    private final Startup startup;
    private final EffectWatch watch;
    private final Clock clock;

    GateLimits(Startup startup, EffectWatch watch, Clock clock) {
        this.startup = startup;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param gate as last read; null if there is none yet
     */
    record Outcome(@Nullable Gate gate, boolean effective) {}

    /**
     * @param limit null for what the type says
     * @throws io.taskmill.api.problem.ApiException if it could not be made durable
     */
    Outcome set(String gate, String command, @Nullable Integer limit) {
        Installed installed = startup.installed();
        Acceptance.require(
                "gate",
                gate,
                installed.commands().publish(new LimitGate(gate, command, null, clock.instant(), limit)),
                "The command is nowhere; send it again.",
                "Send it again with the same Taskmill-Command-Id.");
        EffectWatch.Seen<Versioned<Gate>> seen = watch.watch(
                null,
                () -> installed.gates().find(gate),
                known -> known != null && known.entity().applied().contains(command));
        Versioned<Gate> last = seen.latest();
        return new Outcome(last == null ? null : last.entity(), seen.effective());
    }
}
