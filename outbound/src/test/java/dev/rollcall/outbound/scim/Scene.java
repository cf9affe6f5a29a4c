package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.WorkClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One stream to a scripted target, one user, one group: a run of the driver at a time, by a clock that only waiting moves. */
final class Scene {
    static final String TOKEN = "the-target's-own-token";
    static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");
    static final ConnectionId ACME = new ConnectionId("con_0123456789abcdef");
    static final SubjectKey ANN = SubjectKey.user(ACME, "ann");
    static final SubjectKey TEAM = SubjectKey.group(ACME, "0199-group");
    static final StreamId STREAM = new StreamId("est_0123456789012345678901");
    private static final Duration LEASE = Duration.ofSeconds(20);

    final ScriptedTransport target = new ScriptedTransport();
    final ScriptedSubjects subjects = new ScriptedSubjects();
    final List<Duration> pauses = new ArrayList<>();
    private long nanos;
    private ScimTransport transport = target;
    private String token = TOKEN;
    private ScimTarget settings = new ScimTarget("scim", "rfc", URI.create("https://target.example/scim"),
            new TargetAccess.Bearer(), Duration.ofMillis(1500), 1, ScimTarget.Update.PUT, false,
            ScimTarget.Delete.DELETE,
            true, true, false, Optional.empty(), List.of("email"), 8, Optional.empty(), 100, "application/scim+json",
            "application/scim+json", TargetNetwork.DIRECT);
    private Optional<ScimDriver> driver = Optional.empty();
    private Optional<TargetListing> listing = Optional.empty();
    MappingLimits limits = MappingLimits.defaults();
    boolean doubt;
    int tries;
    Optional<String> cause = Optional.empty();
    /** What the stream takes: everything, unless a test says otherwise. */
    List<EventType> subscriptions = List.of(EventType.values());

    /** With Ann, whom the target has never heard of. */
    static Scene ofAnn() {
        Scene scene = new Scene();
        scene.ann("""
            {"user_id":"waad|acme|ann","email":"ann@acme.example","given_name":"Ann","family_name":"Lee",
             "name":"Ann Lee","nickname":"annie","user_metadata":{"phone":"+49 1"}}""");
        return scene;
    }

    Scene ann(String profile) {
        subjects.profile = Optional.of(ScriptedSubjects.object(profile));
        return this;
    }

    Scene team(String name) {
        subjects.groupProfile = Optional.of(ScriptedSubjects.object("{\"id\":\"grp_1\",\"type\":\"connection\"}")
                .put("name", name));
        return this;
    }

    Scene set(UnaryOperator<Settings> change) {
        settings = change.apply(new Settings(settings)).done();
        return this;
    }

    /** What is remembered from an earlier run. */
    Scene known(SubjectKey subject, String remoteId, Optional<String> etag, Optional<String> sent, String hash) {
        subjects.remote = Optional.of(new RemoteRecord(STREAM, subject, "0199-ann", Optional.of(remoteId), etag, sent,
                Optional.of(hash), new EventId(0, 3, 0), false, true, AT));
        return this;
    }

    Scene known(String remoteId) {
        return known(ANN, remoteId, Optional.empty(), Optional.empty(), "an older state");
    }

    void member(String id, boolean added) {
        subjects.deltas.add(new MemberDelta(TEAM, id, added, ScriptedSubjects.NOW, false));
    }

    DeliveryOutcome deliver(HeadIntent intent) {
        return deliver(ANN, intent);
    }

    /** One run; what it has learned is remembered for the next one, as the engine does it. */
    DeliveryOutcome deliver(SubjectKey subject, HeadIntent intent) {
        EventStream stream = stream();
        if (intent == HeadIntent.REPLACE) {
            // Whoever owes that to a group lets all of its members wait no more.
            subjects.deltas.addAll(subjects.waiting);
            subjects.waiting.clear();
        }
        DeliveryHead head = new DeliveryHead(STREAM, subject, AT, 1, Optional.empty(), intent, ScriptedSubjects.NOW,
                tries, AT, doubt, HeadOrigin.EVENT, cause);
        DeliveryOutcome outcome = driver()
                .deliver(new DeliveryWork(stream, head, List.of()),
                        workClock());
        if (outcome.learned().forget()) {
            subjects.remote = Optional.empty();
        }
        outcome.learned().remote().ifPresent(remote -> subjects.remote = Optional.of(remote));
        subjects.deltas.removeAll(outcome.learned().sentMembers());
        Set<String> waits = outcome.learned()
                .waitingMembers()
                .stream()
                .map(MemberDelta::memberId)
                .collect(Collectors.toSet());
        subjects.deltas.removeIf(delta -> waits.contains(delta.memberId()));
        subjects.waiting.removeAll(outcome.learned().sentMembers());
        outcome.learned()
                .waitingMembers()
                .stream()
                .filter(delta -> !subjects.waiting.contains(delta))
                .forEach(subjects.waiting::add);
        return outcome;
    }

    /** The same over a real connection. */
    Scene over(ScimTransport connection, String itsToken) {
        transport = connection;
        token = itsToken;
        return this;
    }

    /** Each answer takes so long. */
    Scene slow(Duration each) {
        transport = request -> {
            nanos += each.toNanos();
            return target.send(request);
        };
        return this;
    }

    /** The test of the connection. */
    List<ReportStep> check() {
        return driver().check(ScratchDomain.NOBODYS, this::workClock);
    }

    /** A page of all users, or groups. */
    TargetListing.Page page(TargetKind kind, String place) {
        if (listing.isEmpty()) {
            listing = Optional.of(driver().listing());
        }
        return listing.get().page(kind, place, this::workClock);
    }

    DeliveryOutcome probe() {
        return driver().probe(workClock());
    }

    private WorkClock workClock() {
        return new WorkClock(clock(), () -> nanos, nanos, LEASE, Duration.ofSeconds(10), () -> false);
    }

    private ScimDriver driver() {
        if (driver.isEmpty()) {
            TargetTokens tokens = new TargetTokens(settings.access(),
                    new TargetSecrets(Optional.of(token), Optional.empty(), List.of()), Optional.empty(),
                    Optional.empty(), clock());
            driver = Optional.of(new ScimDriver(stream(), transport, tokens, subjects, limits,
                    new Random(1), () -> {}, time -> {
                        pauses.add(time);
                        nanos += time.toNanos();
                        return true;
                    }));
        }
        return driver.get();
    }

    /** The same with a driver that reads settings and quirks anew. */
    DeliveryOutcome deliverAnew(SubjectKey subject, HeadIntent intent) {
        driver = Optional.empty();
        return deliver(subject, intent);
    }

    List<String> quirks() {
        return subjects.learned.stream()
                .map(TargetQuirk::name)
                .filter(name -> !name.equals(TargetQuirks.DISCOVERED))
                .toList();
    }

    /** Everything that was written down of the run. */
    static String written(DeliveryOutcome outcome) {
        return outcome.exchanges().toString() + outcome;
    }

    private EventStream stream() {
        return new EventStream(STREAM, "to target", StreamState.enabled(AT), subscriptions,
                new StreamSettings(settings, StreamFilter.NONE, DeliveryPolicy.DEFAULT), Optional.empty(), AT, AT, 1);
    }

    private Clock clock() {
        return Clock.fixed(AT.plusNanos(nanos), ZoneOffset.UTC);
    }

    /** Settings, one changed at a time. */
    static final class Settings {
        private ScimTarget now;

        Settings(ScimTarget now) {
            this.now = now;
        }

        ScimTarget done() {
            return now;
        }

        Settings update(ScimTarget.Update update) {
            return with(now.preset(), now.timeout(), now.retries(), update, now.upsert(), now.delete(),
                    now.lookupFallback(), now.createdOnly(), now.mapping());
        }

        Settings upsert() {
            return with(now.preset(), now.timeout(), now.retries(), now.update(), true, now.delete(),
                    now.lookupFallback(), now.createdOnly(), now.mapping());
        }

        Settings deactivate() {
            return with(now.preset(), now.timeout(), now.retries(), now.update(), now.upsert(),
                    ScimTarget.Delete.DEACTIVATE, now.lookupFallback(), now.createdOnly(), now.mapping());
        }

        Settings noFallback() {
            return with(now.preset(), now.timeout(), now.retries(), now.update(), now.upsert(), now.delete(), false,
                    now.createdOnly(), now.mapping());
        }

        Settings createdOnly() {
            return with(now.preset(), now.timeout(), now.retries(), now.update(), now.upsert(), now.delete(),
                    now.lookupFallback(), true, now.mapping());
        }

        Settings mapping(String rows) {
            return with(now.preset(), now.timeout(), now.retries(), now.update(), now.upsert(), now.delete(),
                    now.lookupFallback(), now.createdOnly(), Optional.of(rows));
        }

        Settings preset(String preset, ScimTarget.Update update) {
            return with(preset, now.timeout(), now.retries(), update, now.upsert(), now.delete(),
                    now.lookupFallback(), now.createdOnly(), now.mapping());
        }

        Settings times(Duration timeout, int retries) {
            return with(now.preset(), timeout, retries, now.update(), now.upsert(), now.delete(),
                    now.lookupFallback(), now.createdOnly(), now.mapping());
        }

        private Settings with(String preset, Duration timeout, int retries, ScimTarget.Update update, boolean upsert,
                ScimTarget.Delete delete, boolean fallback, boolean createdOnly, Optional<String> mapping) {
            now = new ScimTarget(now.shownAs(), preset, now.baseUrl(), now.access(), timeout, retries, update, upsert,
                    delete, fallback, now.groups(), createdOnly, mapping, now.match(), now.concurrency(), now.rate(),
                    now.pageSize(), now.accept(), now.contentType(), now.network());
            return this;
        }
    }
}
