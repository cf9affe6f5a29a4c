package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.scim.tolerance.Dialect;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    public ScimConfigurations(Storage storage, Clock clock) {
        this(storage, clock, MappingSettings.defaults());
    }

    public ScimConfigurations(Storage storage, Clock clock, MappingSettings settings) {
        this(storage, clock, settings, Optional.empty(), AuditTrail.NONE);
    }

    private ScimConfigurations(
            Storage storage, Clock clock, MappingSettings settings, Optional<Share> share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.settings = settings;
        this.ids = new IdSource(clock, new SecureRandom());
        this.changes = new ConfigurationChanges(settings.versions());
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public ScimConfigurations countedFor(Share other) {
        return new ScimConfigurations(storage, clock, settings, Optional.of(other), trail);
    }

    /** What mappings may hold and cost here. */
    public MappingSettings settings() {
        return settings;
    }

    /** The same, and what is changed through it is noted there. */
    public ScimConfigurations audited(AuditTrail other) {
        return new ScimConfigurations(storage, clock, settings, share, other);
    }

    /**
     * A configuration with all that is said of it.
     *
     * @param rows of the mapping in force, a JSON array; empty text for the strategy's default rows
     */
    public record Provisioning(Connection connection, ScimConfiguration configuration, String rows) {}

    /** How a connection is provisioned; empty when there is no such connection, or it is not. */
    public Optional<Provisioning> find(ConnectionId id) {
        return storage.read(house(), session -> session.connections()
                .find(id)
                .flatMap(connection -> session.configurations()
                        .find(id)
                        .map(configuration -> provisioning(session, connection, configuration))));
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
                        .map(found -> provisioning(session, found, configuration))
                        .ifPresent(found -> stretch.add(found, found.rows().length()));
            }
            return stretch.build();
        });
    }

    /**
     * What is to be different; what is empty stays.
     *
     * @param rows of the mapping, a JSON array; empty text for the strategy's default rows
     * @param paused whether the endpoint answers 503 for a while
     * @param guard how departures of users are held from now on
     * @param deletion what becomes of users whom the identity provider deletes from now on
     */
    public record Edit(
            Optional<String> userId,
            Optional<String> rows,
            Optional<Dialect> dialect,
            Optional<Boolean> paused,
            Optional<GuardEdit> guard,
            Optional<DeletionPolicy> deletion) {
        /** Nothing. */
        public static final Edit NOTHING = new Edit(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());

        /** Another attribute for user ids alone. */
        public static Edit ofUserId(String attribute) {
            return new Edit(Optional.of(attribute), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty());
        }

        /** Other rows of the mapping alone. */
        public static Edit ofMapping(String rows) {
            return new Edit(
                    Optional.empty(), Optional.of(rows), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty());
        }
    }

    /** What becomes of the guard against accidental deletion. */
    public sealed interface GuardEdit {
        /** There is none. */
        record Off() implements GuardEdit {}

        /** It lets so many go within an hour, and whoever was held. */
        record Set(int sharePercent, int atLeast) implements GuardEdit {}

        /** It goes on as it is set, and lets whoever was held go. */
        record Release() implements GuardEdit {}
    }

    /**
     * Makes a configuration, which opens the endpoint.
     *
     * @param wanted what is to differ from the strategy's defaults
     * @throws DirectoryException when there is no such connection, it has a configuration, or what is wanted cannot be
     */
    public Provisioning create(ConnectionId id, Edit wanted, Actor actor) {
        Instant now = now();
        return write(id, actor, session -> {
            Connection connection = there(session, id);
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
            apply(session, id, wanted.dialect(), Optional.of(wanted.paused().orElse(false)));
            wanted.guard().ifPresent(guard -> apply(session, id, guard, now));
            session.connections().setDeletionPolicy(id, wanted.deletion().orElse(DeletionPolicy.DELETE));
            Provisioning made = provisioning(session, there(session, id), fresh);
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
    public Provisioning update(ConnectionId id, Edit edit, Actor actor) {
        Instant now = now();
        return write(id, actor, session -> {
            Provisioning before = provisioned(session, id);
            ScimConfiguration old = before.configuration();
            String userId = edit.userId().map(ScimConfigurations::known).orElse(old.userIdAttribute());
            int version = edit.rows().filter(rows -> !rows.equals(before.rows())).isEmpty()
                    ? old.mappingVersion()
                    : changes.version(session, id, edit.rows(), now, actor);
            apply(session, id, edit.dialect(), edit.paused());
            edit.guard().ifPresent(guard -> apply(session, id, guard, now));
            edit.deletion().ifPresent(policy -> session.connections().setDeletionPolicy(id, policy));
            return changed(session, before, new ScimConfiguration(id, userId, version, old.createdAt(), now));
        });
    }

    /**
     * Puts an earlier version of a mapping in force again.
     *
     * @param version {@link ScimConfiguration#DEFAULT_MAPPING} for the strategy's default rows
     * @throws DirectoryException when the connection has no configuration, or no such version is kept
     */
    public Provisioning rollBack(ConnectionId id, int version) {
        Instant now = now();
        return write(id, trail.cause().actor(), session -> {
            Provisioning before = provisioned(session, id);
            ScimConfiguration old = before.configuration();
            if (version != ScimConfiguration.DEFAULT_MAPPING
                    && session.configurations().mapping(id, version).isEmpty()) {
                throw new DirectoryException(Kind.NOT_FOUND, "The mapping of " + id + " has no version " + version
                        + ". List the versions to see which are kept.");
            }
            return changed(session, before,
                    new ScimConfiguration(id, old.userIdAttribute(), version, old.createdAt(), now));
        });
    }

    /** Saves the next state of a configuration, whose connection was changed already, unless it differs in its time alone. */
    private Provisioning changed(WriteSession session, Provisioning before, ScimConfiguration next) {
        ConnectionId id = next.connectionId();
        ScimConfiguration old = before.configuration();
        Connection connection = there(session, id);
        boolean sameRows = next.mappingVersion() == old.mappingVersion();
        if (sameRows
                && next.userIdAttribute().equals(old.userIdAttribute())
                && connection.equals(before.connection())) {
            return before;
        }
        session.configurations().update(next);
        changes.changed(session, old, next, next.updatedOn());
        Provisioning after = provisioning(session, connection, next);
        trail.changed(session, KIND, Optional.of(id), id.value(), AuditForms.of(before, !sameRows),
                AuditForms.of(after, !sameRows));
        return after;
    }

    /** The versions of a connection's mapping that are kept, newest first. */
    public List<KeptMapping> versions(ConnectionId id) {
        return storage.read(house(), session -> session.configurations().mappings(id));
    }

    /**
     * What stops to be good when a configuration is deleted.
     *
     * @param tokens ids of SCIM tokens
     * @param clients ids of OAuth clients
     * @param trustsEntra whether access tokens that Entra issues itself are among it
     */
    public record Credentials(List<String> tokens, List<String> clients, boolean trustsEntra) {
        public Credentials {
            tokens = List.copyOf(tokens);
            clients = List.copyOf(clients);
        }
    }

    /**
     * What {@link #delete} would revoke.
     *
     * @throws DirectoryException when the connection has no configuration
     */
    public Credentials credentials(ConnectionId id) {
        return storage.read(house(), session -> {
            provisioned(session, id);
            return credentials(session, id);
        });
    }

    private static Credentials credentials(ReadSession session, ConnectionId id) {
        return new Credentials(
                session.tokens().of(id).stream().map(ScimToken::tokenId).toList(),
                session.clients().of(Optional.of(id)).stream().map(client -> client.id().value()).toList(),
                session.clients().trust(id).isPresent());
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
            Provisioning before = provisioned(session, id);
            Credentials gone = credentials(session, id);
            gone.tokens().forEach(token -> session.tokens().delete(id, token));
            session.clients().of(Optional.of(id)).forEach(client -> session.clients().delete(client.id()));
            session.clients().distrust(id);
            session.configurations().delete(id);
            changes.changed(session, before.configuration(),
                    ScimConfiguration.initial(id, there(session, id).strategy(), now), now);
            session.connections().setEndpoint(id, EndpointState.CLOSED);
            trail.deleted(session, KIND, Optional.of(id), id.value(), AuditForms.of(before, gone));
            return gone.tokens().size();
        });
    }

    private static void apply(
            WriteSession session, ConnectionId id, Optional<Dialect> dialect, Optional<Boolean> paused) {
        dialect.ifPresent(granted -> session.connections().setDialect(id, granted));
        paused.map(yes -> yes ? EndpointState.PAUSED : EndpointState.OPEN)
                .ifPresent(state -> session.connections().setEndpoint(id, state));
    }

    private static void apply(WriteSession session, ConnectionId id, GuardEdit edit, Instant now) {
        session.connections().setGuard(id, switch (edit) {
            case GuardEdit.Off() -> Optional.empty();
            case GuardEdit.Set(int sharePercent, int atLeast) -> Optional.of(
                    DepartureGuard.set(sharePercent, atLeast, now));
            case GuardEdit.Release() -> there(session, id).guard()
                    .map(
                            known -> DepartureGuard.set(known.sharePercent(), known.atLeast(), now));
        });
    }

    private static Provisioning provisioning(
            ReadSession session, Connection connection, ScimConfiguration configuration) {
        return new Provisioning(connection, configuration, rows(session, configuration));
    }

    private static String rows(ReadSession session, ScimConfiguration configuration) {
        return session.configurations()
                .mapping(configuration.connectionId(), configuration.mappingVersion())
                .map(MappingVersion::rows)
                .orElse("");
    }

    private static String known(String userId) {
        if (!userId.equals(ScimConfiguration.EXTERNAL_ID) && !userId.equals(ScimConfiguration.USER_NAME)) {
            throw new DirectoryException(Kind.INVALID, NO_ATTRIBUTE);
        }
        return userId;
    }

    private static Connection there(ReadSession session, ConnectionId id) {
        return session.connections()
                .find(id)
                .orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND, "There is no connection " + id + "."));
    }

    private static Provisioning provisioned(ReadSession session, ConnectionId id) {
        Connection connection = there(session, id);
        return session.configurations()
                .find(id)
                .map(configuration -> provisioning(session, connection, configuration))
                .orElseThrow(() -> new DirectoryException(
                        Kind.NOT_FOUND, "The connection " + id + " has no SCIM configuration. Create one first."));
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
