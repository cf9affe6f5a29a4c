package dev.rollcall.directory.storage;

/**
 * What a work of {@link Storage#write} reads and writes: the same aggregates, each with its writes.
 *
 * <p>Guarantees: what is written through all of them is durable together or not at all, and is seen by what the session
 * reads next. Beside that each read sees what is committed when it runs, which on some engines is later than the one before;
 * whatever must not change between a read and a write is checked by the write, see {@link StaleVersionException}.
 *
 * <p>A work that catches the failure of one of its statements has failed all the same.
 */
public interface WriteSession extends ReadSession {

    @Override
    ConnectionStore connections();

    @Override
    ConfigurationStore configurations();

    @Override
    ConnectionJobStore jobs();

    @Override
    TokenStore tokens();

    @Override
    ClientStore clients();

    @Override
    SigningKeyStore signingKeys();

    @Override
    SessionStore sessions();

    @Override
    SetupLinkStore setupLinks();

    @Override
    DeclarationStore declarations();

    @Override
    MarkStore marks();

    @Override
    ResourceStore resources();

    @Override
    IdentityStore identities();

    @Override
    PersonCopyStore personCopies();

    @Override
    OverlayStore overlays();

    @Override
    MemberStore members();

    /** Memberships that are being filled. */
    GenerationStore generations();

    @Override
    ChangeStore changes();

    @Override
    ChangeReaderStore changeReaders();

    @Override
    LogStore log();

    @Override
    UndeclaredNameStore undeclaredNames();

    @Override
    AuditStore audit();

    @Override
    UpkeepStore upkeep();

    @Override
    StreamStore streams();

    @Override
    DeliveryStore deliveries();

    @Override
    RemoteStore remotes();

    @Override
    SyncStore syncs();
}
