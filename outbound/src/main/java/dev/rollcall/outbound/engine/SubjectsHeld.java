package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subjects that this process works at, by stream. Safe for use by many threads. */
final class SubjectsHeld {
    private final Map<StreamId, Set<SubjectKey>> held = new HashMap<>();

    /** @return false when it is held already */
    synchronized boolean add(StreamId stream, SubjectKey subject) {
        return held.computeIfAbsent(stream, _ -> new HashSet<>()).add(subject);
    }

    /** Holds the subjects of the claims. @return those that were not held already */
    List<Claim> hold(StreamId stream, List<Claim> claims) {
        return claims.stream().filter(claim -> add(stream, claim.head().subject())).toList();
    }

    /** Holds the subjects of the claims no longer. */
    void letGo(StreamId stream, List<Claim> claims) {
        claims.forEach(claim -> remove(stream, claim.head().subject()));
    }

    synchronized void remove(StreamId stream, SubjectKey subject) {
        Set<SubjectKey> subjects = held.get(stream);
        if (subjects != null && subjects.remove(subject) && subjects.isEmpty()) {
            held.remove(stream);
        }
    }

    synchronized Set<SubjectKey> of(StreamId stream) {
        return Set.copyOf(held.getOrDefault(stream, Set.of()));
    }
}
