package dev.rollcall.entra.work;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.source.SourceSnapshot;
import dev.rollcall.entra.state.JobState;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a cycle works with.
 *
 * @param checkpoint writes the state as it is now
 * @param hurry ends all waits of the target for a better moment, because the cycle is to stop
 */
public record WorkContext(
        ProvisioningJob job,
        JobRules rules,
        ProvisioningTarget target,
        SourceSnapshot snapshot,
        Map<ObjectType, Mapper> mappers,
        JobState state,
        Runnable checkpoint,
        Runnable hurry,
        Clock clock,
        RandomGenerator random) {}
