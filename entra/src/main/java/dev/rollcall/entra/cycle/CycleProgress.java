package dev.rollcall.entra.cycle;

import dev.rollcall.entra.state.CycleCounts;

/**
 * How far a cycle has come.
 *
 * @param done objects of this phase that are done
 * @param total objects of this phase
 * @param counts of the whole cycle until now
 */
public record CycleProgress(CyclePhase phase, int done, int total, CycleCounts counts) {}
