package dev.rollcall.entra.cycle;

import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.ProvisioningStep;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.WorkItem;
import dev.rollcall.entra.work.WorkItem.Deprovision;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the log says of deletions that wait for a decision; source: entra.md §5.7. */
final class StagedDeletions {
    private StagedDeletions() {}

    static Stream<ObjectOutcome> outcomes(List<List<WorkItem>> items, Set<String> staged) {
        return items.stream()
                .flatMap(List::stream)
                .filter(item -> staged.contains(item.id()))
                .map(Deprovision.class::cast)
                .map(StagedDeletions::outcome);
    }

    private static ObjectOutcome outcome(Deprovision item) {
        String words = "'%s' %s. It waits for a decision, because too many deletions and disables are due."
                .formatted(item.displayName(), item.why().words());
        return new ObjectOutcome(
                item.type(),
                item.id(),
                item.displayName(),
                Effect.STAGED,
                ProvisioningAction.STAGED_DELETE,
                Optional.empty(),
                List.of(new ProvisioningStep(
                        "StagedDelete", StepType.PROCESSING, ProvisioningStatus.SKIPPED, words, new LinkedHashMap<>())),
                item.state().targetId(),
                List.of(),
                Duration.ZERO,
                Optional.of(item.state()),
                Optional.empty());
    }
}
