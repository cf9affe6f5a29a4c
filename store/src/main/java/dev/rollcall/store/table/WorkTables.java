package dev.rollcall.store.table;

import dev.rollcall.directory.storage.UpkeepStore;
import dev.rollcall.directory.storage.WriteSession;

/**
 * The tables as one attempt of one work writes them.
 *
 * @param resources with the keys of the rows that this attempt has read
 */
record WorkTables(
        ConnectionTable connections,
        ConfigurationTable configurations,
        ConnectionJobTable jobs,
        TokenTable tokens,
        ClientTable clients,
        SigningKeyTable signingKeys,
        SessionTable sessions,
        SetupLinkTable setupLinks,
        DeclarationTable declarations,
        MarkTable marks,
        ResourceRows resources,
        IdentityTable identities,
        PersonCopyTable personCopies,
        OverlayTable overlays,
        MemberTable members,
        GenerationTable generations,
        ChangeTable changes,
        ChangeReaderTable changeReaders,
        LogTable log,
        AuditTable audit,
        UndeclaredNameTable undeclaredNames,
        UpkeepStore upkeep,
        StreamTable streams,
        DeliveryTable deliveries,
        RemoteTable remotes,
        SyncTable syncs) implements WriteSession {}
