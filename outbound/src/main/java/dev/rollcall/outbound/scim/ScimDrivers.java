package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.credential.AssertionSource;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.delivery.WorkClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes the drivers of SCIM applications. */
public final class ScimDrivers implements DriverSource {
    /** How long one step of a check may take. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private final Storage storage;
    private final PersonProfiles profiles;
    private final SecretSeal seal;
    private final OutboundNetwork network;
    private final Optional<AssertionSource> assertions;
    private final MappingLimits limits;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * Drivers over that store.
     *
     * @param assertions for clients that sign with Rollcall's own key
     * @param random for passwords that are made up; a secure one, safe for use by many threads
     */
    public ScimDrivers(Storage storage, PersonProfiles profiles, SecretSeal seal, OutboundNetwork network,
            Optional<AssertionSource> assertions, MappingLimits limits, Clock clock, RandomGenerator random) {
        this.storage = storage;
        this.profiles = profiles;
        this.seal = seal;
        this.network = network;
        this.assertions = assertions;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public TargetDriver open(EventStream stream) {
        return driver(stream);
    }

    /** The same as what it is. */
    public ScimDriver driver(EventStream stream) {
        return driver(stream, new StoredSubjects(storage, profiles, clock, stream));
    }

    /** A driver that asks there for each person, whom Rollcall need not know. */
    public ScimDriver driver(EventStream stream, Function<SubjectKey, TargetSubjects.UserNow> people) {
        return driver(stream, new GivenPeople(new StoredSubjects(storage, profiles, clock, stream), people));
    }

    /** A driver that reads its subjects elsewhere. */
    public ScimDriver driver(EventStream stream, TargetSubjects subjects) {
        ScimTarget settings = (ScimTarget) stream.destination();
        TargetSecrets secrets = secrets(stream);
        HttpTransport target = TargetTransport.open(settings.baseUrl(), settings.network(), secrets, settings.timeout(),
                settings.concurrency(), network);
        Optional<HttpTransport> tokens = TargetTokens.endpoint(settings.access())
                .map(client -> TargetTransport.open(client.origin(), settings.network(), TargetSecrets.NONE,
                        settings.timeout(), 1, network));
        AutoCloseable connections = () -> {
            target.close();
            tokens.ifPresent(HttpTransport::close);
        };
        try {
            TargetTokens access = new TargetTokens(
                    settings.access(), secrets, tokens.map(ScimTransport.class::cast), assertions, clock);
            return new ScimDriver(stream, target, access, subjects, limits, random, connections);
        } catch (InvalidMappingException | UnusableStreamException e) {
            target.close();
            tokens.ifPresent(HttpTransport::close);
            throw e instanceof UnusableStreamException unusable
                    ? unusable
                    : new UnusableStreamException("The stream's mapping cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Tries a stream's target in earnest, with a user that is made for it and deleted again; also while the stream is paused. A stream
     * that cannot be used is a report of one step that says why.
     */
    public List<ReportStep> check(EventStream stream) {
        try (ScimDriver driver = driver(stream)) {
            return driver.check(new ScratchDomain(storage, profiles, clock).of(stream), () -> new WorkClock(
                    clock, System::nanoTime, System.nanoTime(), STEP.plus(WorkClock.MARGIN), STEP));
        } catch (UnusableStreamException e) {
            return List.of(new ReportStep("settings", false, "", "", String.valueOf(e.getMessage()), Duration.ZERO));
        }
    }

    private TargetSecrets secrets(EventStream stream) {
        if (stream.secrets().isEmpty()) {
            return TargetSecrets.NONE;
        }
        return stream.secrets()
                .flatMap(sealed -> seal.open(sealed, stream.id().purpose()))
                .map(TargetSecretsJson::parse)
                .orElseThrow(() -> new UnusableStreamException(
                        "The stream's secrets cannot be opened: the key file that they"
                                + " were sealed under is not here. Put it back, or set the secrets again."));
    }
}
