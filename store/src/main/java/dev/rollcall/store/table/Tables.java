package dev.rollcall.store.table;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.UpkeepView;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;

/**
 * The tables over one connection to the database, as a transaction on it reads them. They remember nothing of one, so that
 * they serve the next as well.
 */
public final class Tables implements ReadSession {
    private final Database database;
    private final SqlDialect dialect;
    private final ConnectionTable connections;
    private final ConfigurationTable configurations;
    private final ConnectionJobTable jobs;
    private final TokenTable tokens;
    private final ClientTable clients;
    private final SigningKeyTable signingKeys;
    private final SessionTable sessions;
    private final SetupLinkTable setupLinks;
    private final DeclarationTable declarations;
    private final MarkTable marks;
    private final CountTable counts;
    private final ResourceTable resources;
    private final IdentityTable identities;
    private final KeptUserTable keptUsers;
    private final PersonCopyTable personCopies;
    private final OverlayTable overlays;
    private final MemberTable members;
    private final GenerationTable generations;
    private final ChangeTable changes;
    private final ChangeReaderTable changeReaders;
    private final LogTable log;
    private final UndeclaredNameTable undeclaredNames;
    private final AuditTable audit;
    private final ChoreRun upkeep;
    private final StreamTable streams;
    private final RemoteTable remotes;
    private final DeliveryTable deliveries;
    private final SyncTable syncs;

    /** The tables of a connection to the database. @param types where the resource types of connections are had from */
    public Tables(Database database, SqlDialect dialect, StoreOptions options, TypeSource types) {
        this.database = database;
        this.dialect = dialect;
        this.declarations = new DeclarationTable(database, types);
        this.connections = new ConnectionTable(database, dialect, options.clock(), declarations);
        this.configurations = new ConfigurationTable(database);
        this.jobs = new ConnectionJobTable(database, dialect);
        this.tokens = new TokenTable(database);
        this.clients = new ClientTable(database);
        this.signingKeys = new SigningKeyTable(database);
        this.sessions = new SessionTable(database);
        this.setupLinks = new SetupLinkTable(database);
        this.marks = new MarkTable(database);
        this.counts = dialect.counts(database);
        this.resources = new ResourceTable(database, dialect, counts);
        this.keptUsers = new KeptUserTable(database, dialect);
        this.identities = new IdentityTable(database, dialect, keptUsers);
        this.personCopies = new PersonCopyTable(database, dialect);
        this.overlays = new OverlayTable(database, dialect);
        this.members = new MemberTable(database, dialect);
        this.generations = new GenerationTable(database, dialect, options.clock());
        this.changes = new ChangeTable(database, dialect.changeOrder());
        this.changeReaders = new ChangeReaderTable(database);
        this.log = new LogTable(database, dialect, options.clock());
        this.undeclaredNames = new UndeclaredNameTable(database, dialect);
        this.audit = new AuditTable(database);
        this.streams = new StreamTable(database, dialect, options.clock(), changeReaders);
        HeadTable heads = new HeadTable(database, dialect, options.clock());
        DeliveryCounts deliveryCounts = new DeliveryCounts(database);
        MemberDeltaTable memberDeltas = new MemberDeltaTable(database, dialect, heads);
        this.remotes = new RemoteTable(database, dialect, memberDeltas, new FormerRemoteTable(database, dialect));
        this.deliveries = new DeliveryTable(database, dialect, heads,
                new HeadFinish(database, dialect, heads, remotes, memberDeltas, streams, deliveryCounts),
                deliveryCounts);
        this.syncs = new SyncTable(database, dialect);
        this.upkeep = new ChoreRun(this, options);
    }

    /** The tables as one attempt of one work writes them. */
    public WriteSession work() {
        return new WorkTables(connections, configurations, jobs, tokens, clients, signingKeys, sessions, setupLinks,
                declarations, marks,
                new ResourceRows(database, dialect, counts, connections, generations), identities, personCopies,
                overlays, members,
                generations,
                changes,
                changeReaders, log, audit, undeclaredNames, upkeep, streams, deliveries, remotes, syncs);
    }

    /** The connection to the database. */
    public Database database() {
        return database;
    }

    @Override
    public ConnectionTable connections() {
        return connections;
    }

    @Override
    public ConfigurationTable configurations() {
        return configurations;
    }

    @Override
    public ConnectionJobTable jobs() {
        return jobs;
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public ClientTable clients() {
        return clients;
    }

    @Override
    public SigningKeyTable signingKeys() {
        return signingKeys;
    }

    @Override
    public SessionTable sessions() {
        return sessions;
    }

    @Override
    public SetupLinkTable setupLinks() {
        return setupLinks;
    }

    @Override
    public DeclarationTable declarations() {
        return declarations;
    }

    @Override
    public MarkTable marks() {
        return marks;
    }

    @Override
    public ResourceTable resources() {
        return resources;
    }

    @Override
    public IdentityTable identities() {
        return identities;
    }

    @Override
    public PersonCopyTable personCopies() {
        return personCopies;
    }

    @Override
    public OverlayTable overlays() {
        return overlays;
    }

    @Override
    public MemberTable members() {
        return members;
    }

    @Override
    public ChangeTable changes() {
        return changes;
    }

    @Override
    public ChangeReaderTable changeReaders() {
        return changeReaders;
    }

    @Override
    public LogTable log() {
        return log;
    }

    @Override
    public UndeclaredNameTable undeclaredNames() {
        return undeclaredNames;
    }

    @Override
    public AuditTable audit() {
        return audit;
    }

    @Override
    public UpkeepView upkeep() {
        return upkeep;
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public DeliveryTable deliveries() {
        return deliveries;
    }

    @Override
    public RemoteTable remotes() {
        return remotes;
    }

    @Override
    public SyncTable syncs() {
        return syncs;
    }

    SqlDialect dialect() {
        return dialect;
    }

    CountTable counts() {
        return counts;
    }

    KeptUserTable keptUsers() {
        return keptUsers;
    }

    GenerationTable generations() {
        return generations;
    }

    StreamSweep streamSweep() {
        return new StreamSweep(database, dialect);
    }

    DeliveryExpiry deliveryExpiry() {
        return new DeliveryExpiry(database, dialect);
    }

    ChangeExpiry changeExpiry() {
        return new ChangeExpiry(database, dialect.changeOrder(), changeReaders);
    }
}
