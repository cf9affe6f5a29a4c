package dev.rollcall.entra.bench;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.cycle.Cycle;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.definition.JobEndpoint;
import dev.rollcall.entra.definition.JobScope;
import dev.rollcall.entra.definition.JobSettings;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.log.LogLimits;
import dev.rollcall.entra.log.LoggedSystem;
import dev.rollcall.entra.log.ProvisioningLog;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.FlowBehavior;
import dev.rollcall.entra.mapping.FlowType;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.MappingSchema;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.ondemand.OnDemand;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.work.JobRules;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.WorkContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A job on a scripted source and a scripted target, with a clock that a test moves. */
public final class JobBench {
    public static final Set<ObjectFlow> ALL_FLOWS = Set.of(ObjectFlow.values());

    public final MovableClock clock = new MovableClock();
    public final SourceScript source = new SourceScript();
    public final ScriptedTarget target = new ScriptedTarget();
    public final ProvisioningLog log;
    public JobState state = new JobState("scim.test");
    public ProvisioningJob job = job(users(ALL_FLOWS), groups(ALL_FLOWS));
    public JobRules rules = JobRules.DOCUMENTED;
    private final Random random = new Random(7);
    private int cycles;

    public JobBench(Path folder) {
        log = new ProvisioningLog(folder.resolve("log.jsonl"), LogLimits.DEFAULT, clock);
    }

    public static ProvisioningJob job(ObjectMapping users, ObjectMapping groups) {
        return new ProvisioningJob(
                JobTemplate.SCIM,
                new JobEndpoint("http://127.0.0.1/scim", new TokenSource.None()),
                // One request after the other, so that the target's ids follow the order of the source.
                new JobSettings(JobScope.ASSIGNED, OptionalInt.empty(), false, JobSettings.DEFAULT_INTERVAL, 1),
                new MappingSchema(users, groups));
    }

    public static ObjectMapping users(Set<ObjectFlow> flows) {
        return users(flows, true);
    }

    public static ObjectMapping users(Set<ObjectFlow> flows, boolean active) {
        AttributeMapping activeRow = row("active", FlowType.EXPRESSION,
                "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", OptionalInt.empty());
        List<AttributeMapping> rows = List.of(
                row("userName", FlowType.DIRECT, "userPrincipalName", OptionalInt.of(1)),
                row("emails[type eq \"work\"].value", FlowType.DIRECT, "mail", OptionalInt.of(2)),
                row("displayName", FlowType.DIRECT, "displayName", OptionalInt.empty()),
                row("manager", FlowType.DIRECT, "manager", OptionalInt.empty()));
        return new ObjectMapping(
                ObjectType.USER,
                true,
                active ? Stream.concat(rows.stream(), Stream.of(activeRow)).toList()
                        : rows,
                flows);
    }

    public static ObjectMapping groups(Set<ObjectFlow> flows) {
        return new ObjectMapping(
                ObjectType.GROUP,
                true,
                List.of(
                        row("displayName", FlowType.DIRECT, "displayName", OptionalInt.of(1)),
                        row("members", FlowType.DIRECT, "members", OptionalInt.empty())),
                flows);
    }

    private static AttributeMapping row(String target, FlowType type, String source, OptionalInt priority) {
        return new AttributeMapping(target, type, source, Optional.empty(), priority, FlowBehavior.ALWAYS);
    }

    public CycleSummary initial() {
        return run(CycleKind.INITIAL);
    }

    public CycleSummary incremental() {
        return run(CycleKind.INCREMENTAL);
    }

    public CycleSummary run(CycleKind kind) {
        return run(kind, CycleListener.NONE);
    }

    public CycleSummary run(CycleKind kind, CycleListener listener) {
        String id = "cycle-" + ++cycles;
        try (ProvisioningLog.Writer out = log.open()) {
            return new Cycle(context(), kind, records(out, id), listener).run(id);
        }
    }

    /** Changes the job's settings. */
    public void set(UnaryOperator<JobSettings> change) {
        job = job.withSettings(change.apply(job.settings()));
    }

    public OnDemandReport onDemand(String who, String... members) {
        String id = "cycle-" + ++cycles;
        try (ProvisioningLog.Writer out = log.open()) {
            return new OnDemand(context(), records(out, id)).run(who, List.of(members));
        }
    }

    private RecordWriter records(ProvisioningLog.Writer out, String cycle) {
        return new RecordWriter(out, state.jobId(), cycle, new LoggedSystem("target", "Target"), random, clock);
    }

    private WorkContext context() {
        return new WorkContext(
                job,
                rules,
                target,
                source.read(),
                Map.of(ObjectType.USER, Mapper.of(job.users()), ObjectType.GROUP, Mapper.of(job.groups())),
                state,
                () -> {},
                () -> {},
                clock,
                random);
    }

    /** The records of the last cycle. */
    public List<ProvisioningRecord> records() {
        return log.read(RecordQuery.NEWEST.withCycle("cycle-" + cycles).withLimit(100_000));
    }

    /** The last cycle's records as short texts: action, status, source id. */
    public List<String> recordTexts() {
        return records().stream()
                .map(record -> record.provisioningAction().code() + " "
                        + record.status().code() + " "
                        + record.sourceIdentity().id())
                .toList();
    }
}
