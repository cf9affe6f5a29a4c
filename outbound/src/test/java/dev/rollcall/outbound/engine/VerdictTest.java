package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.TargetAnswer.Health;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the outcome of a run says of the target. */
class VerdictTest {
    private final EventStream stream = Given.scim(1);
    private final DeliveryWork work = new DeliveryWork(stream, DeliveryHead.due(stream.id(),
            new SubjectKey("U con_0000000000000001 ada"), HeadIntent.UPDATE, EventId.BEGINNING, HeadOrigin.EVENT,
            Given.START),
            List.of());

    static Stream<Function<Exchanges, DeliveryOutcome>> ends() {
        return Stream.of(exchanges -> DeliveryOutcome.Done.of(Learned.nothing(), exchanges),
                exchanges -> new DeliveryOutcome.Final("mapping: no externalId", Learned.nothing(), exchanges),
                exchanges -> new DeliveryOutcome.Checkpoint(Learned.nothing(), exchanges));
    }

    /** Who was not asked has not said that it is well, and a circuit that is open stays open. */
    @ParameterizedTest
    @MethodSource("ends")
    void onlyATargetThatWasAskedIsCalledWell(Function<Exchanges, DeliveryOutcome> end) {
        assertThat(health(end.apply(Exchanges.none()))).isEqualTo(Health.UNKNOWN);
        assertThat(health(end.apply(ScriptedTarget.exchange(400, "no")))).isEqualTo(Health.WELL);
    }

    private Health health(DeliveryOutcome outcome) {
        return new Verdict(new RetrySchedule(new Random(1)))
                .of(work, outcome, Duration.ZERO, Optional.empty(), Given.START)
                .answer()
                .health();
    }
}
