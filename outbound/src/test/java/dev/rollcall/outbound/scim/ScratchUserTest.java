package dev.rollcall.outbound.scim;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.TargetTrait;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScratchUserTest {
    @Test
    void aGoodTargetIsTriedInEveryStepAndNothingIsLeft() {
        try (FaultTarget target = FaultTarget.start()) {
            List<ReportStep> steps = check(target);
            assertThat(steps).extracting(ReportStep::step)
                    .containsExactly("discovery", "create", "find", "change", "delete", "gone");
            assertThat(steps).allMatch(ReportStep::ok);
            assertThat(steps.get(1).request()).startsWith("POST http").contains("rollcall-test-");
            assertThat(steps.toString()).doesNotContain(FaultTarget.TOKEN);
            assertThat(target.users()).isEmpty();
        }
    }

    @Test
    void whatGoesWrongIsSaidAndTheUserIsDeletedAllTheSame() {
        try (FaultTarget target = FaultTarget.start()) {
            target.always("PUT /Users", Fault.error(400, "invalidValue", "displayName is not yours"));
            List<ReportStep> steps = check(target);
            assertThat(steps).filteredOn(step -> !step.ok()).singleElement().satisfies(step -> {
                assertThat(step.step()).isEqualTo("change");
                assertThat(step.sentence()).contains("displayName is not yours");
            });
            assertThat(target.users()).isEmpty();
        }
    }

    @Test
    void aWrongTokenEndsAtTheFirstRequestThatChangesSomething() {
        try (FaultTarget target = FaultTarget.start()) {
            target.token("another");
            assertThat(check(target)).last().satisfies(step -> {
                assertThat(step.step()).isEqualTo("create");
                assertThat(step.ok()).isFalse();
                assertThat(step.sentence()).contains("401");
            });
        }
    }

    @Test
    void aTargetThatDeactivatesWhereItShouldDeleteIsToldApart() {
        try (FaultTarget target = FaultTarget.start(TargetTrait.DELETE_DEACTIVATES)) {
            assertThat(check(target)).last().satisfies(step -> {
                assertThat(step.step()).isEqualTo("gone");
                assertThat(step.sentence()).contains("deactivates");
            });
        }
    }

    private static List<ReportStep> check(FaultTarget target) {
        try (HttpTransport transport = TargetTransport.open(target.url(), TargetNetwork.DIRECT, TargetSecrets.NONE,
                Duration.ofSeconds(30), 2, new OutboundNetwork(AddressGuard.off(), AddressLookup.system(),
                        OutboundNetwork.ANSWER_BYTES))) {
            return Scene.ofAnn().over(transport, FaultTarget.TOKEN).check();
        }
    }
}
