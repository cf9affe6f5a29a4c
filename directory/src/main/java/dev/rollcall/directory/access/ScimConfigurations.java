package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * How the connections are provisioned by SCIM. To make a configuration is to open the connection's endpoint; to delete it
 * closes the endpoint and revokes all tokens. What is done here is in effect in every running server within a second.
 */
public final class ScimConfigurations {
    /** What is said to whoever names another attribute for user ids. */
    public static final String NO_ATTRIBUTE = "user_id_attribute must be " + ScimConfiguration.EXTERNAL_ID + " or "
            + ScimConfiguration.USER_NAME + ".";

    private static final String KIND = "scim_configuration";

    private final Storage storage;
    private final Clock clock;
    private final MappingSettings settings;
    private final IdSource ids;
    private final ConfigurationChanges changes;
    private final Optional<Share> share;
    private final AuditTrail trail;

    /** @param random for the ids of changes */
    public ScimConfigurations(Storage storage, Clock clock, RandomGenerator random) {
        this(storage, clock, random, MappingSettings.defaults());
    }

    /** @param random for the ids of changes */
    public ScimConfigurations(Storage storage, Clock clock, RandomGenerator random, MappingSettings settings) {
        this(storage, clock, new IdSource(clock, random), settings, Optional.empty(), AuditTrail.NONE);
    }

    private ScimConfigurations(
            Storage storage, Clock clock, IdSource ids, MappingSettings settings, Optional<Share> share,
            AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.settings = settings;
        this.ids = ids;
        this.changes = new ConfigurationChanges(settings.versions());
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public ScimConfigurations countedFor(Share other) {
        return new ScimConfigurations(storage, clock, ids, settings, Optional.of(other), trail);
    }

    /** What mappings may hold and cost here. */
    public MappingSettings settings() {
        return settings;
    }

    /** The same, and what is changed through it is noted there. */
    public ScimConfigurations audited(AuditTrail other) {
        return new ScimConfigurations(storage, clock, ids, settings, share, other);
    }

    /** How a connection is provisioned; empty when there is no such connection, or it is not. */
    public Optional<Provisioning> find(ConnectionId id) {
        return storage.read(house(), session -> Provisioning.find(session, id));
    }

    /**
     * Some of them, in the order of their connections' ids.
     *
     * @param connection after which they begin; empty text begins at the start
     * @param limit how many at most
     */
    public Stretch<Provisioning> after(String connection, int limit) {
        return storage.read(house(), session -> {
            Stretch.Builder<Provisioning> stretch = new Stretch.Builder<>(limit);
            for (ScimConfiguration configuration : session.configurations().after(connection, limit + 1)) {
                if (stretch.isFull()) {
                    break;
                }
                session.connections()
                        .find(configuration.connectionId())
                        .map(found -> Provisioning.of(session, found, configuration))
                        .ifPresent(found -> stretch.add(found, found.rows().length()));
            }
            return stretch.build();
        });
    }

    /**
     * Makes a configuration, which opens the endpoint.
     *
     * @param wanted what is to differ from the strategy's defaults
     * @throws DirectoryException when there is no such connection, it has a configuration, or what is wanted cannot be
     */
    public Provisioning create(ConnectionId id, ConfigurationEdit wanted, Actor actor) {
        Instant now = now();
        return write(id, actor, session -> {
            Connection connection = Provisioning.there(session, id);
            String usual = ScimConfiguration.defaultUserId(connection.strategy());
            ScimConfiguration fresh = new ScimConfiguration(
                    id, wanted.userId().map(ScimConfigurations::known).orElse(usual),
                    changes.version(session, id, wanted.rows(), now, actor), now, now);
            if (!session.configurations().insert(fresh)) {
                throw new DirectoryException(Kind.INVALID,
                        "A SCIM configuration already exists for the connection " + id
                                + ". Change it with PATCH.");
            }
            changes.changed(session, ScimConfiguration.initial(id, connection.strategy(), now), fresh, now);
            wanted.ofNew().apply(session, id, now);
            Provisioning made = Provisioning.of(session, Provisioning.there(session, id), fresh);
            trail.made(session, KIND, Optional.of(id), id.value(), AuditForms.of(made, true));
            return made;
        });
    }

    /**
     * Changes a configuration, all of it or nothing. A mapping that differs from the one in force becomes a new version, of
     * which followers of the changes are told; with another user-id attribute the users are known by another value, see
     * {@link dev.rollcall.directory.configuration.ConnectionJob}. Where nothing differs, nothing is written.
     *
     * @throws DirectoryException when the connection has no configuration, or what is wanted cannot be
     */
    public Provisioning update(ConnectionId id, ConfigurationEdit edit, Actor actor) {
        return write(id, actor, session -> update(session, Provisioning.required(session, id), edit, actor));
    }

    /**
     * The same, if the mapping is still of the version that whoever changes it has seen.
     *
     * @param seen that version; {@link ScimConfiguration#DEFAULT_MAPPING} for the strategy's default rows
     * @throws DirectoryException when another version is in force, the connection has no configuration, or what is wanted cannot be
     */
    public Provisioning updateFrom(int seen, ConnectionId id, ConfigurationEdit edit, Actor actor) {
        return write(id, actor, session -> {
            Provisioning before = Provisioning.required(session, id);
            if (before.configuration().mappingVersion() != seen) {
                throw new DirectoryException(Kind.TAKEN,
                        "Another version of the mapping came into force while you edited this"
                                + " one, so nothing was saved. Go back, copy your rows as JSON, load the page anew and put them in.");
            }
            return update(session, before, edit, actor);
        });
    }

    private Provisioning update(WriteSession session, Provisioning before, ConfigurationEdit edit, Actor actor) {
        ConnectionId id = before.connection().id();
        Instant now = now();
        ScimConfiguration old = before.configuration();
        String userId = edit.userId().map(ScimConfigurations::known).orElse(old.userIdAttribute());
        int version = edit.rows().filter(rows -> !rows.equals(before.rows())).isEmpty()
                ? old.mappingVersion()
                : changes.version(session, id, edit.rows(), now, actor);
        edit.apply(session, id, now);
        return changed(session, before, new ScimConfiguration(id, userId, version, old.createdAt(), now));
    }

    /**
     * Puts an earlier version of a mapping in force again.
     *
     * @param version {@link ScimConfiguration#DEFAULT_MAPPING} for the strategy's default rows
     * @throws DirectoryException when the connection has no configuration, or no such version is kept
     */
    public Provisioning rollBack(ConnectionId id, int version) {
        return write(id, trail.cause().actor(),
                session -> rollBack(session, Provisioning.required(session, id), version));
    }

    /**
     * The same, if the mapping is still of the version that whoever rolls it back has seen.
     *
     * @param seen that version; {@link ScimConfiguration#DEFAULT_MAPPING} for the strategy's default rows
     * @throws DirectoryException when another version is in force, the connection has no configuration, or no such version is kept
     */
    public Provisioning rollBackFrom(int seen, ConnectionId id, int version) {
        return write(id, trail.cause().actor(), session -> {
            Provisioning before = Provisioning.required(session, id);
            if (before.configuration().mappingVersion() != seen) {
                throw new DirectoryException(Kind.TAKEN,
                        "Another version of the mapping came into force since the page was made,"
                                + " so nothing was rolled back. Load the page anew and look at what differs now.");
            }
            return rollBack(session, before, version);
        });
    }

    private Provisioning rollBack(WriteSession session, Provisioning before, int version) {
        ConnectionId id = before.connection().id();
        ScimConfiguration old = before.configuration();
        if (version != ScimConfiguration.DEFAULT_MAPPING
                && session.configurations().mapping(id, version).isEmpty()) {
            throw new DirectoryException(Kind.NOT_FOUND, "The mapping of " + id + " has no version " + version
                    + ". List the versions to see which are kept.");
        }
        return changed(session, before,
                new ScimConfiguration(id, old.userIdAttribute(), version, old.createdAt(), now()));
    }

    /** Saves the next state of a configuration, whose connection was changed already, unless it differs in its time alone. */
    private Provisioning changed(WriteSession session, Provisioning before, ScimConfiguration next) {
        ConnectionId id = next.connectionId();
        ScimConfiguration old = before.configuration();
        Connection connection = Provisioning.there(session, id);
        boolean sameRows = next.mappingVersion() == old.mappingVersion();
        if (sameRows
                && next.userIdAttribute().equals(old.userIdAttribute())
                && connection.equals(before.connection())) {
            return before;
        }
        session.configurations().update(next);
        changes.changed(session, old, next, next.updatedOn());
        Provisioning after = Provisioning.of(session, connection, next);
        trail.changed(session, KIND, Optional.of(id), id.value(), AuditForms.of(before, !sameRows),
                AuditForms.of(after, !sameRows));
        return after;
    }

    /** The versions of a connection's mapping that are kept, newest first. */
    public List<KeptMapping> versions(ConnectionId id) {
        return storage.read(house(), session -> session.configurations().mappings(id));
    }

    /**
     * What {@link #delete} would revoke.
     *
     * @throws DirectoryException when the connection has no configuration
     */
    public EndpointCredentials credentials(ConnectionId id) {
        return storage.read(house(), session -> {
            Provisioning.required(session, id);
            return EndpointCredentials.of(session, id);
        });
    }

    /**
     * Deletes a configuration, which closes the endpoint, and revokes all tokens of the connection; how many those were. Its
     * OAuth clients go too, with their secrets, and so does what it trusts Entra with: nothing that was good opens it again.
     * Users, groups and the versions of the mapping stay.
     *
     * @throws DirectoryException when the connection has no configuration
     */
    public int delete(ConnectionId id) {
        Instant now = now();
        return write(id, trail.cause().actor(), session -> {
            Provisioning before = Provisioning.required(session, id);
            EndpointCredentials gone = EndpointCredentials.of(session, id);
            gone.revoke(session, id);
            session.configurations().delete(id);
            changes.changed(session, before.configuration(),
                    ScimConfiguration.initial(id, Provisioning.there(session, id).strategy(), now), now);
            session.connections().setEndpoint(id, EndpointState.CLOSED);
            trail.deleted(session, KIND, Optional.of(id), id.value(), AuditForms.of(before, gone));
            return gone.tokens().size();
        });
    }

    private static String known(String userId) {
        if (!userId.equals(ScimConfiguration.EXTERNAL_ID) && !userId.equals(ScimConfiguration.USER_NAME)) {
            throw new DirectoryException(Kind.INVALID, NO_ATTRIBUTE);
        }
        return userId;
    }

    /** What is changed of a configuration is recorded as a change of its connection. */
    private <T> T write(ConnectionId id, Actor actor, Function<WriteSession, T> work) {
        ConnectionRecords records = new ConnectionRecords(
                new Cause(actor, trail.cause().requestId()), ids.next(), now());
        return storage.write(share.orElseGet(() -> Share.of(id)), id.value(), session -> {
            Optional<JsonNode> before = ConnectionRecords.shown(session, id);
            T result = work.apply(session);
            records.append(session, id, before);
            return result;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Share house() {
        return share.orElse(Share.HOUSE);
    }
}
