package dev.rollcall.directory.storage;

/**
 * What a transaction reads: the aggregates of the store, each with a contract of its own.
 *
 * <p>Guarantees: all of them show one snapshot, so that what two of them say fits together, whoever writes meanwhile; a
 * {@link WriteSession} differs in that. Nothing can be written through it.
 *
 * <p>A session and what it hands out belong to one work: they are used by its thread, while it runs. Lists and maps that are
 * answered are whole and stay good.
 *
 * <p>Every method of every aggregate throws a {@link StorageException} when the database fails.
 */
public interface ReadSession {

    /** The connections. */
    ConnectionView connections();

    /** What is set of connections. */
    ConfigurationView configurations();

    /** What is left to be done for the users of connections. */
    ConnectionJobView jobs();

    /** The tokens of connections. */
    TokenView tokens();

    /** OAuth clients. */
    ClientView clients();

    /** The keys that sign access tokens. */
    SigningKeyView signingKeys();

    /** The sessions of the console. */
    SessionView sessions();

    /** The set-up links of connections. */
    SetupLinkView setupLinks();

    /** The schemas and resource types that connections declare. */
    DeclarationView declarations();

    /** What is known of the store as a whole. */
    MarkView marks();

    /** Users, groups and whatever else a connection has. */
    ResourceView resources();

    /** By which subjects people are known. */
    IdentityView identities();

    /** What copies of connections have to take along of people. */
    PersonCopyView personCopies();

    /** What only the product has of people. */
    OverlayView overlays();

    /** Who is a member of which group. */
    MemberView members();

    /** The change record. */
    ChangeView changes();

    /** Those who follow the change record. */
    ChangeReaderView changeReaders();

    /** The request log. */
    LogView log();

    /** What resources have brought that no schema declares. */
    UndeclaredNameView undeclaredNames();

    /** The audit log of the management API. */
    AuditView audit();

    /** What upkeep is due. */
    UpkeepView upkeep();

    /** The event streams. */
    StreamView streams();

    /** What is on its way to the event streams. */
    DeliveryView deliveries();

    /** What is remembered of the streams' targets. */
    RemoteView remotes();

    /** Comparisons of targets with their source. */
    SyncView syncs();
}
