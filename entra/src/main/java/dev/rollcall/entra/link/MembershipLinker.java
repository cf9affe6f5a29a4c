package dev.rollcall.entra.link;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.log.ModifiedProperty;
import dev.rollcall.entra.state.Escrow;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.ObjectWork;
import dev.rollcall.entra.work.References;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Adds users to groups and removes them, after all users and groups are in the target. What the target was told is remembered
 * and never read back, so that a drift there is not repaired. Source: entra.md §3.3 and §3.14.
 */
public final class MembershipLinker {
    /** How many changed members one record of the log names. */
    static final int LOGGED_MEMBERS = 100;

    private final ProvisioningTarget target;
    private final Referees referees;
    private final EscrowRules escrows;
    private final Clock clock;
    private final int perRequest;

    public MembershipLinker(
            ProvisioningTarget target, Referees referees, EscrowRules escrows, Clock clock, int perRequest) {
        this.target = target;
        this.referees = referees;
        this.escrows = escrows;
        this.clock = clock;
        this.perRequest = perRequest;
    }

    /** Whether there is anything to link for the group. */
    public boolean concerns(References references) {
        ObjectState current = referees.current(references.sourceId());
        return current.referenceEscrow().isPresent()
                || !Set.copyOf(current.members()).equals(Set.copyOf(references.wanted()));
    }

    /**
     * What became of it.
     *
     * @throws ProvisioningException when credentials or connection are broken
     */
    public ObjectOutcome link(References references) {
        ReferenceTrace trace = new ReferenceTrace(ObjectType.GROUP, references, escrows, clock);
        ObjectState current = referees.current(references.sourceId());
        List<String> wanted = references.wanted().stream().filter(referees::isUser).toList();
        Set<String> told = new LinkedHashSet<>(current.members());
        List<String> added = wanted.stream()
                .filter(id -> !told.contains(id) && referees.targetId(id).isPresent())
                .toList();
        Set<String> wantedSet = new HashSet<>(wanted);
        List<String> removed = told.stream().filter(id -> !wantedSet.contains(id)).toList();
        List<ModifiedProperty> modified = new ArrayList<>();
        try {
            send(added, ids -> target.addMembers(references.targetId(), ids), batch -> {
                told.addAll(batch);
                modified.addAll(changes(batch, true, modified.size()));
            });
            send(removed, ids -> target.removeMembers(references.targetId(), ids), batch -> {
                batch.forEach(told::remove);
                modified.addAll(changes(batch, false, modified.size()));
            });
        } catch (ProvisioningException e) {
            if (ObjectWork.endsTheCycle(e)) {
                throw e;
            }
            return trace.failed(e, modified, current.withMembers(List.copyOf(told), current.referenceEscrow()));
        }
        return done(references, wanted, List.copyOf(told), modified, trace);
    }

    private ObjectOutcome done(
            References references,
            List<String> wanted,
            List<String> told,
            List<ModifiedProperty> modified,
            ReferenceTrace trace) {
        ObjectState current = referees.current(references.sourceId());
        Set<String> known = Set.copyOf(told);
        List<String> missing = wanted.stream().filter(id -> !known.contains(id)).toList();
        if (missing.isEmpty()) {
            ObjectState next = current.withMembers(told, Optional.empty());
            return modified.isEmpty()
                    ? trace.unchanged(next)
                    : trace.linked(modified, "Members were added or removed.", next);
        }
        String reason = "%d members of '%s' are not in the target, so they were not added: %s."
                .formatted(missing.size(), references.displayName(), names(missing));
        if (missing.stream().noneMatch(referees::isAwaited)) {
            return trace.unresolved(reason, modified, current.withMembers(told, Optional.empty()));
        }
        Escrow escrow = trace.escrow(current, ErrorCode.UNABLE_TO_RESOLVE_REFERENCE, reason);
        return trace.unresolved(
                EscrowRules.message(escrow), modified, current.withMembers(told, Optional.of(escrow)));
    }

    /** In requests of bounded size; those whose user is in the target no more need none. */
    private void send(List<String> members, Consumer<List<String>> request, Consumer<List<String>> done) {
        for (int from = 0; from < members.size(); from += perRequest) {
            List<String> batch = members.subList(from, Math.min(members.size(), from + perRequest));
            List<String> ids = batch.stream().flatMap(id -> referees.targetId(id).stream()).toList();
            if (!ids.isEmpty()) {
                request.accept(ids);
            }
            done.accept(batch);
        }
    }

    private List<ModifiedProperty> changes(List<String> members, boolean added, int logged) {
        return members.stream()
                .limit(Math.max(0, LOGGED_MEMBERS - logged))
                .flatMap(id -> referees.targetId(id).stream())
                .map(Optional::of)
                .map(id -> new ModifiedProperty(
                        "members", added ? Optional.empty() : id, added ? id : Optional.empty()))
                .toList();
    }

    private String names(List<String> members) {
        String some = members.stream().limit(10).map(referees::name).collect(Collectors.joining(", "));
        return members.size() > 10 ? some + ", …" : some;
    }
}
