package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.StepType;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.MappedObject;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.state.Management;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.WorkItem.Ignore;
import dev.rollcall.entra.work.WorkItem.Provision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an entitled object into the target without its references: found by its cached id or by matching, then updated by
 * what differs, or created. Source: entra.md §5.1, §5.3 and §8.
 */
final class ObjectProvisioner {
    private final ProvisioningTarget target;
    private final ProvisioningJob job;
    private final Map<ObjectType, Mapper> mappers;
    private final LinkClaims claims;
    private final boolean matchesAgain;

    /**
     * @param matchesAgain whether an object whose cached id the target no longer has is matched afresh, as in an initial
     *        cycle; otherwise that is a failure
     */
    ObjectProvisioner(
            ProvisioningTarget target,
            ProvisioningJob job,
            Map<ObjectType, Mapper> mappers,
            LinkClaims claims,
            boolean matchesAgain) {
        this.target = target;
        this.job = job;
        this.mappers = mappers;
        this.claims = claims;
        this.matchesAgain = matchesAgain;
    }

    ObjectOutcome provision(Provision item, Trace trace) {
        trace.step(StepType.IMPORT, ProvisioningStatus.SUCCESS,
                "Read '%s' from the source.".formatted(item.displayName()));
        trace.step(StepType.SCOPING, ProvisioningStatus.SUCCESS, "It is active, assigned and in scope.");
        Optional<TargetResource> cached = readCached(item, trace);
        if (cached.isPresent()) {
            return update(item, cached.get(), trace);
        }
        List<AttributeMapping> matching = matchable(item);
        if (matching.isEmpty()) {
            return importSkipped(item, trace);
        }
        Optional<TargetResource> matched = match(item, matching, trace);
        return matched.isPresent() ? update(item, matched.get(), trace) : create(item, trace);
    }

    /** The target's object of somebody who must not get one, found by matching; only where it can be disabled. */
    Optional<TargetResource> find(Ignore item, Trace trace) {
        if (!job.disables(item.type())) {
            return Optional.empty();
        }
        Provision sought = new Provision(item.object(), item.digest(), item.known());
        return match(sought, matchable(sought), trace);
    }

    private Optional<TargetResource> readCached(Provision item, Trace trace) {
        Optional<String> id = item.known().flatMap(ObjectState::targetId);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<TargetResource> cached = target.read(item.type(), id.get());
        if (cached.isPresent()) {
            trace.step(StepType.MATCHING, ProvisioningStatus.SUCCESS,
                    "Read the target's object by its cached id " + id.get() + ".");
        } else if (matchesAgain) {
            trace.step(StepType.MATCHING, ProvisioningStatus.WARNING,
                    "The target no longer has the cached id %s; the object is matched again."
                            .formatted(id.get()));
        } else {
            trace.attempt(ProvisioningAction.UPDATE);
            throw new ProvisioningException(
                    ErrorCode.INVALID_ANCHOR,
                    "The target no longer has the object with the id '%s', which '%s' was linked to."
                            .formatted(id.get(), item.displayName()),
                    Optional.empty());
        }
        return cached;
    }

    private Optional<TargetResource> match(Provision item, List<AttributeMapping> matching, Trace trace) {
        for (AttributeMapping row : matching) {
            String value = matchingValue(item, row).orElseThrow();
            Optional<TargetResource> hit = target.match(item.type(), row.target(), value);
            String question = "%s eq \"%s\"".formatted(row.target(), value);
            if (hit.isPresent()) {
                String id = hit.get().id();
                trace.step(StepType.MATCHING, ProvisioningStatus.SUCCESS,
                        "Found the target's object %s by %s.".formatted(id, question), Map.of(row.target(), value));
                claims.claim(item.type(), id, item);
                trace.found(id);
                // The filter's answer found it; the object itself says what it has, as in Entra.
                return Optional.of(target.read(item.type(), id).orElse(hit.get()));
            }
            trace.step(StepType.MATCHING, ProvisioningStatus.SUCCESS,
                    "The target has no object with %s.".formatted(question), Map.of(row.target(), value));
        }
        return Optional.empty();
    }

    private List<AttributeMapping> matchable(Provision item) {
        return job.mapping(item.type())
                .matching()
                .stream()
                .filter(row -> matchingValue(item, row).isPresent())
                .toList();
    }

    private Optional<String> matchingValue(Provision item, AttributeMapping row) {
        return mapper(item.type()).matchingValue(row, item.object()).filter(value -> !value.isEmpty());
    }

    private ObjectOutcome importSkipped(Provision item, Trace trace) {
        String names = String.join(
                ", ", job.mapping(item.type()).matching().stream().map(AttributeMapping::source).toList());
        String reason = "'%s' has no value in what objects are matched by (%s), so it was skipped."
                .formatted(item.displayName(), names);
        trace.step(StepType.MATCHING, ProvisioningStatus.SKIPPED, reason);
        return trace.ends(Effect.SKIPPED, ErrorCode.IMPORT_SKIPPED, reason, Optional.of(handled(item, unlinked(item))));
    }

    private ObjectOutcome create(Provision item, Trace trace) {
        trace.attempt(ProvisioningAction.CREATE);
        if (!job.mapping(item.type()).flows().contains(ObjectFlow.CREATE)) {
            String reason = "'%s' was not found in the target, and the target object action Create is switched off, so"
                    .formatted(item.displayName()) + " nothing was created.";
            trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED, reason);
            return trace.ends(
                    Effect.SKIPPED,
                    ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED,
                    reason,
                    Optional.of(handled(item, unlinked(item))));
        }
        MappedObject mapped = mapper(item.type()).map(item.object(), true);
        trace.modifies(PropertyChanges.created(mapped));
        trace.step(StepType.PROCESSING, ProvisioningStatus.SUCCESS, "It will be created.");
        TargetResource created = target.create(item.type(), mapped.attributes());
        trace.found(created.id());
        claims.claim(item.type(), created.id(), item);
        trace.step(StepType.EXPORT, ProvisioningStatus.SUCCESS, "Created the target's object " + created.id() + ".");
        ObjectState next = handled(item, unlinked(item).linkedTo(created.id()), Management.PROVISIONED);
        return trace.ends(Effect.CREATED, Optional.of(next), references(item, mapped, created));
    }

    private ObjectOutcome update(Provision item, TargetResource seen, Trace trace) {
        trace.attempt(ProvisioningAction.UPDATE);
        trace.found(seen.id());
        MappedObject mapped = mapper(item.type()).map(item.object(), false);
        List<AttributeDifference> differences = target.differences(seen, mapped.attributes());
        ObjectState base = item.known().orElseGet(() -> unlinked(item)).linkedTo(seen.id());
        Optional<References> references = references(item, mapped, seen);
        ObjectState handled = handled(item, base, Management.PROVISIONED);
        Optional<ObjectState> next = Optional.of(
                references.isPresent() ? handled : handled.withReferenceEscrow(Optional.empty()));
        if (differences.isEmpty()) {
            trace.attempt(ProvisioningAction.OTHER);
            trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED,
                    "The target already shows all values; nothing was sent.");
            return trace.ends(Effect.UNCHANGED, next, references);
        }
        if (!job.mapping(item.type()).flows().contains(ObjectFlow.UPDATE)) {
            String reason = "'%s' differs in the target, and the target object action Update is switched off, so it was"
                    .formatted(item.displayName()) + " left as it is.";
            trace.step(StepType.PROCESSING, ProvisioningStatus.SKIPPED, reason);
            return trace.ends(Effect.SKIPPED, ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED, reason, next);
        }
        trace.modifies(PropertyChanges.of(differences, mapped));
        trace.step(StepType.PROCESSING, ProvisioningStatus.SUCCESS,
                "%d attributes differ.".formatted(differences.size()));
        target.update(item.type(), seen.id(), differences);
        trace.step(StepType.EXPORT, ProvisioningStatus.SUCCESS, "Updated the target's object " + seen.id() + ".");
        return trace.ends(Effect.UPDATED, next, references);
    }

    /** What it refers to; empty when no such row is mapped, and then what the target has is left alone. */
    private static Optional<References> references(Provision item, MappedObject mapped, TargetResource seen) {
        if (mapped.references().isEmpty()) {
            return Optional.empty();
        }
        List<String> wanted = mapped.references().values().stream().flatMap(List::stream).distinct().toList();
        Optional<String> manager = item.type() == ObjectType.USER ? SeenResource.managerId(seen) : Optional.empty();
        return Optional.of(new References(item.id(), item.displayName(), seen.id(), wanted, manager));
    }

    private static ObjectState unlinked(Provision item) {
        return ObjectState.unlinked(item.type(), item.displayName(), item.digest());
    }

    private static ObjectState handled(Provision item, ObjectState state) {
        return handled(item, state, Management.UNLINKED);
    }

    private static ObjectState handled(Provision item, ObjectState state, Management management) {
        return state.handled(item.displayName(), item.digest(), management);
    }

    private Mapper mapper(ObjectType type) {
        Mapper ofType = mappers.get(type);
        if (ofType == null) {
            throw new IllegalStateException("There is no mapper for " + type + ".");
        }
        return ofType;
    }
}
