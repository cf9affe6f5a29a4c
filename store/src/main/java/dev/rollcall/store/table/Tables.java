package dev.rollcall.store.table;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;

/** The tables over one connection to the database, within one transaction. */
public final class Tables {
    private final Database database;
    private final SqlDialect dialect;
    private final ConnectionTable connections;
    private final TokenTable tokens;
    private final CountTable counts;
    private final ResourceTable resources;
    private final ReferenceTable references;
    private final MemberTable members;
    private final ChangeTable changes;
    private final ChangeReaderTable changeReaders;
    private final LogTable log;

    /** The tables of a connection to the database. */
    public Tables(Database database, SqlDialect dialect, StoreOptions options) {
        this.database = database;
        this.dialect = dialect;
        this.connections = new ConnectionTable(database, options.clock());
        this.tokens = new TokenTable(database);
        this.counts = dialect.counts(database);
        this.resources = new ResourceTable(database, counts);
        this.references = new ReferenceTable(database, dialect);
        this.members = new MemberTable(database, dialect);
        this.changes = new ChangeTable(database, dialect.changeOrder());
        this.changeReaders = new ChangeReaderTable(database);
        this.log = new LogTable(database);
    }

    /** The connection to the database. */
    public Database database() {
        return database;
    }

    /** What differs between the engines. */
    public SqlDialect dialect() {
        return dialect;
    }

    public ConnectionTable connections() {
        return connections;
    }

    public TokenTable tokens() {
        return tokens;
    }

    public ResourceTable resources() {
        return resources;
    }

    public ReferenceTable references() {
        return references;
    }

    public MemberTable members() {
        return members;
    }

    public CountTable counts() {
        return counts;
    }

    public ChangeTable changes() {
        return changes;
    }

    public ChangeReaderTable changeReaders() {
        return changeReaders;
    }

    /** What drops old changes. */
    public ChangeExpiry changeExpiry() {
        return new ChangeExpiry(database, dialect.changeOrder(), changeReaders);
    }

    public LogTable log() {
        return log;
    }

    /** Generations as of now. */
    public GenerationTable generations(StoreOptions options) {
        return new GenerationTable(database, dialect, options.clock().instant());
    }

    /** What writes resources in one transaction. */
    public ResourceRows writer(GenerationTable generations) {
        return new ResourceRows(database, dialect, counts, generations);
    }
}
