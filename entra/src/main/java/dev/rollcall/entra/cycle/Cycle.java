package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.link.ManagerLinker;
import dev.rollcall.entra.link.MembershipLinker;
import dev.rollcall.entra.link.Referees;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.Quarantine;
import dev.rollcall.entra.state.QuarantineReason;
import dev.rollcall.entra.state.RunningCycle;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.Effect;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.ObjectOutcome;
import dev.rollcall.entra.work.ObjectWork;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.References;
import dev.rollcall.entra.work.WorkContext;
import dev.rollcall.entra.work.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One cycle: the endpoint is probed; users and groups without references, then managers, then members. Source: entra.md §5.1
 * and §5.2. Outcomes are logged and remembered in the order of the source, however many requests are in flight, and the
 * state is written after each part. Memory holds the source, the state and what is left to be linked, nothing per request.
 */
public final class Cycle {
    private final WorkContext context;
    private final CycleKind kind;
    private final RecordWriter log;
    private final CycleListener listener;
    private final CycleTally tally = new CycleTally();
    private final JobState state;
    /** The digests of objects whose references are still to be linked, by source id. */
    private final Map<String, String> awaiting = new HashMap<>();

    public Cycle(WorkContext context, CycleKind kind, RecordWriter log, CycleListener listener) {
        this.context = context;
        this.kind = kind;
        this.log = log;
        this.listener = listener;
        this.state = context.state();
    }

    /**
     * Runs it to its end; a failure of credentials or connection ends it early, in quarantine.
     *
     * @throws StoppedException when the thread is interrupted; what was begun is finished, and all that was done is remembered
     */
    public CycleSummary run(String cycleId) {
        Instant started = context.clock().instant();
        Optional<Quarantine> before = state.quarantine();
        listener.progress(new CycleProgress(CyclePhase.START, 0, 0, tally.counts()));
        // Before it is written down that a cycle began: a filter that cannot be evaluated ends it here.
        CyclePlan plan = new CyclePlan(context.job(), state, context.snapshot(), kind, started);
        List<WorkItem> users = plan.items(ObjectType.USER);
        List<WorkItem> groups = plan.items(ObjectType.GROUP);
        state.begin(new RunningCycle(cycleId, kind, started));
        context.checkpoint().run();
        CycleOutcome outcome;
        try {
            probe();
            outcome = stages(plan, users, groups) ? staged(before) : process(plan, users, groups, started, before);
        } catch (ProvisioningException e) {
            outcome = quarantined(
                    before,
                    QuarantineReason.ENCOUNTERED_QUARANTINE_EXCEPTION,
                    "%s: %s %s".formatted(e.code().code(), e.getMessage(), Advice.of(e.code())));
        }
        CycleSummary summary = new CycleSummary(
                cycleId, kind, started, context.clock().instant(), outcome, tally.counts());
        state.addCycle(summary);
        context.checkpoint().run();
        return summary;
    }

    private void probe() {
        for (ObjectType type : ObjectType.values()) {
            if (context.job().mapping(type).enabled()) {
                context.target().probe(type, context.job().probeAttribute(type));
            }
        }
    }

    private boolean stages(CyclePlan plan, List<WorkItem> users, List<WorkItem> groups) {
        List<String> deletions = new ArrayList<>(plan.deletions(users));
        deletions.addAll(plan.deletions(groups));
        boolean tooMany = context.job().deletionThreshold().isPresent()
                && deletions.size() > context.job().deletionThreshold().getAsInt();
        state.stage(tooMany ? deletions : List.of());
        if (tooMany) {
            StagedDeletions.outcomes(List.of(users, groups), state.stagedDeletions()).forEach(this::accept);
        }
        return tooMany;
    }

    private CycleOutcome staged(Optional<Quarantine> before) {
        return quarantined(
                before,
                QuarantineReason.TOO_MANY_DELETES,
                "%d deletions and disables are due, which is more than the accidental deletion threshold of %d. Nothing was done. Look at"
                        .formatted(
                                state.stagedDeletions().size(),
                                context.job().deletionThreshold().orElse(0))
                        + " them in the log (stagedDelete), then allow or reject them, or mend the source.");
    }

    private CycleOutcome process(
            CyclePlan plan,
            List<WorkItem> users,
            List<WorkItem> groups,
            Instant started,
            Optional<Quarantine> before) {
        EscrowRules escrows = new EscrowRules(context.rules());
        int planned = plan.deletions(users).size() + plan.deletions(groups).size();
        int unplanned = context.job().deletionThreshold().orElse(Integer.MAX_VALUE) - planned;
        ObjectWork work = ObjectWork.of(context, escrows, kind == CycleKind.INITIAL, unplanned);
        Referees referees = new Referees(context.snapshot(), plan.scope(), state);
        ManagerLinker managers = new ManagerLinker(context.target(), referees, escrows, context.clock());
        MembershipLinker members = new MembershipLinker(
                context.target(), referees, escrows, context.clock(), context.rules().membersPerRequest());
        List<References> userReferences = new ArrayList<>();
        List<References> groupReferences = new ArrayList<>();
        phase(CyclePhase.USERS, users, work::handle, outcome -> {
            accept(outcome);
            outcome.references().filter(managers::concerns).ifPresent(references -> await(references, userReferences));
        });
        phase(CyclePhase.GROUPS, groups, work::handle, outcome -> {
            accept(outcome);
            outcome.references().filter(members::concerns).ifPresent(references -> await(references, groupReferences));
        });
        phase(CyclePhase.MANAGERS, userReferences, managers::link, this::accept);
        phase(CyclePhase.MEMBERS, groupReferences, members::link, this::accept);
        state.advance(started, context.job().digest());
        return new QuarantineRules(context.rules())
                .tooManyFailures(tally.counts())
                .map(reason -> quarantined(
                        before,
                        QuarantineReason.ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD,
                        reason + ". Look at the failures in the log, mend their cause, then run \"rollcall entra restart\"."))
                .orElse(CycleOutcome.COMPLETED);
    }

    private <T> void phase(CyclePhase phase, List<T> items, Function<T, ObjectOutcome> work,
            Consumer<ObjectOutcome> inOrder) {
        int[] done = {0};
        listener.progress(new CycleProgress(phase, 0, items.size(), tally.counts()));
        try {
            OrderedParallel.run(items, context.job().parallelism(), context.rules().window(), work, outcome -> {
                inOrder.accept(outcome);
                done[0]++;
                listener.progress(new CycleProgress(phase, done[0], items.size(), tally.counts()));
            }, context.hurry());
        } finally {
            context.checkpoint().run();
        }
    }

    /** A cycle that ends before it comes to the references leaves the object to the next one. */
    private void await(References references, List<References> later) {
        later.add(references);
        state.object(references.sourceId()).ifPresent(object -> {
            awaiting.put(references.sourceId(), object.digest());
            state.put(references.sourceId(), object.awaitingReferences());
        });
    }

    private void accept(ObjectOutcome outcome) {
        if (outcome.effect() != Effect.STAGED) {
            Optional<String> digest = Optional.ofNullable(awaiting.remove(outcome.sourceId()));
            outcome.next()
                    .map(next -> digest.map(next::inDigest).orElse(next))
                    .ifPresentOrElse(
                            next -> state.put(outcome.sourceId(), next), () -> state.forget(outcome.sourceId()));
        }
        boolean reference = outcome.steps().stream().anyMatch(step -> step.name().equals("ReferenceResolution"));
        if (!(reference && outcome.effect() == Effect.UNCHANGED)) {
            tally.add(outcome.effect());
            log.write(outcome);
        }
    }

    private CycleOutcome quarantined(Optional<Quarantine> before, QuarantineReason reason, String message) {
        QuarantineRules rules = new QuarantineRules(context.rules());
        Instant now = context.clock().instant();
        Quarantine quarantine = rules.enter(before, reason, message, now);
        state.enterQuarantine(quarantine);
        if (rules.isOver(quarantine, now)) {
            state.disable();
            return CycleOutcome.DISABLED;
        }
        return CycleOutcome.QUARANTINED;
    }
}
