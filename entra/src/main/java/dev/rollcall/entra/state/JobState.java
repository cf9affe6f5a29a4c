package dev.rollcall.entra.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a job remembers. Objects may be read by many threads while one thread changes them; everything else belongs to
 * the one thread that runs the job.
 */
public final class JobState {
    /** How many ended cycles are remembered. */
    public static final int MAX_CYCLES = 10;

    private final String jobId;
    private final Map<String, ObjectState> objects = new ConcurrentHashMap<>();
    private final Deque<CycleSummary> lastCycles = new ArrayDeque<>();
    private Optional<Instant> watermark = Optional.empty();
    private Optional<String> definition = Optional.empty();
    private Optional<Quarantine> quarantine = Optional.empty();
    private Set<String> stagedDeletions = Set.of();
    private Set<String> allowedDeletions = Set.of();
    private Optional<RunningCycle> running = Optional.empty();
    private boolean deletionConfirmed;
    private boolean disabled;

    /** The state of a job that has not run yet. */
    public JobState(String jobId) {
        this.jobId = jobId;
    }

    public String jobId() {
        return jobId;
    }

    /** The start of the last cycle that ended; empty when the next cycle is an initial one. */
    public Optional<Instant> watermark() {
        return watermark;
    }

    /** The digest of mappings and scope that the last cycle ran with. */
    public Optional<String> definition() {
        return definition;
    }

    public Optional<Quarantine> quarantine() {
        return quarantine;
    }

    /** Whether the job was switched off after too long a quarantine. */
    public boolean isDisabled() {
        return disabled;
    }

    /** The source ids whose deletion waits for a decision. */
    public Set<String> stagedDeletions() {
        return stagedDeletions;
    }

    /** The source ids whose deletion was allowed and has not happened yet. */
    public Set<String> allowedDeletions() {
        return allowedDeletions;
    }

    /** Whether somebody agreed that users are deleted instead of disabled, because the mapping has no row for active. */
    public boolean isDeletionConfirmed() {
        return deletionConfirmed;
    }

    /** Somebody agreed, or it is to be asked for again. */
    public void confirmDeletion(boolean agreed) {
        deletionConfirmed = agreed;
    }

    /** The cycles that ended last, the newest first. */
    public List<CycleSummary> lastCycles() {
        return List.copyOf(lastCycles);
    }

    public Optional<ObjectState> object(String sourceId) {
        return Optional.ofNullable(objects.get(sourceId));
    }

    /** All objects by source id, in ascending order of it. */
    public Map<String, ObjectState> objects() {
        return Collections.unmodifiableMap(new TreeMap<>(objects));
    }

    public void put(String sourceId, ObjectState object) {
        objects.put(sourceId, object);
    }

    public void forget(String sourceId) {
        objects.remove(sourceId);
    }

    /** A cycle began at the moment and ended well. */
    public void advance(Instant newWatermark, String newDefinition) {
        watermark = Optional.of(newWatermark);
        definition = Optional.of(newDefinition);
        quarantine = Optional.empty();
        allowedDeletions = Set.of();
    }

    /** The cycle that began and did not end; whether it still runs, the state does not say. */
    public Optional<RunningCycle> running() {
        return running;
    }

    public void begin(RunningCycle cycle) {
        running = Optional.of(cycle);
    }

    /** The cycle ended. */
    public void addCycle(CycleSummary cycle) {
        running = Optional.empty();
        lastCycles.addFirst(cycle);
        while (lastCycles.size() > MAX_CYCLES) {
            lastCycles.removeLast();
        }
    }

    public void enterQuarantine(Quarantine entered) {
        quarantine = Optional.of(entered);
    }

    /** The next cycle may be run now, and goes on where the last one was. */
    public void leaveQuarantine() {
        quarantine = Optional.empty();
        disabled = false;
    }

    public void disable() {
        disabled = true;
    }

    /** These deletions wait for a decision from now on. */
    public void stage(Collection<String> sourceIds) {
        stagedDeletions = Set.copyOf(sourceIds);
    }

    /** The staged deletions may happen in the next cycle. */
    public void allowStaged() {
        allowedDeletions = stagedDeletions;
        stagedDeletions = Set.of();
        quarantine = Optional.empty();
    }

    /** The staged deletions do not happen; their objects stay as they are. */
    public void rejectStaged() {
        for (String id : stagedDeletions) {
            objects.computeIfPresent(id, (key, object) -> object.kept());
        }
        stagedDeletions = Set.of();
        quarantine = Optional.empty();
    }

    /**
     * Begins anew: without watermark, escrows and quarantine.
     *
     * @param full whether the links to the target's objects are dropped too, so that all are matched again
     */
    public void restart(boolean full) {
        watermark = Optional.empty();
        quarantine = Optional.empty();
        stagedDeletions = Set.of();
        allowedDeletions = Set.of();
        disabled = false;
        running = Optional.empty();
        if (full) {
            objects.clear();
        } else {
            objects.replaceAll((id, object) -> object.withoutEscrows());
        }
    }

    static JobState of(StateDocument document) {
        JobState state = new JobState(document.jobId());
        state.watermark = document.watermark();
        state.definition = document.definition();
        state.disabled = document.disabled();
        state.quarantine = document.quarantine();
        state.running = document.running();
        state.stagedDeletions = Set.copyOf(document.stagedDeletions());
        state.allowedDeletions = Set.copyOf(document.allowedDeletions());
        state.deletionConfirmed = document.deletionConfirmed();
        state.lastCycles.addAll(document.lastCycles());
        state.objects.putAll(document.objects());
        return state;
    }

    StateDocument document() {
        return new StateDocument(
                StateDocument.VERSION,
                jobId,
                watermark,
                definition,
                disabled,
                quarantine,
                running,
                stagedDeletions.stream().sorted().toList(),
                allowedDeletions.stream().sorted().toList(),
                deletionConfirmed,
                lastCycles(),
                new TreeMap<>(objects));
    }
}
