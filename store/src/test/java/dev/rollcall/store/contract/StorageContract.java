package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Storage;

/** Everything that a storage promises; a class that gives one inherits all tests. */
public interface StorageContract
        extends
            ConnectionContract,
            ConfigurationContract,
            ConnectionJobContract,
            DeclarationRowContract,
            ClientContract,
            SessionContract,
            SetupLinkContract,
            ResourceContract,
            IdentityContract,
            PersonCopyContract,
            OverlayContract,
            ListContract,
            MemberContract,
            SwapContract,
            ReferenceContract,
            ChangeContract,
            ChangeReaderContract,
            DeepPageContract,
            LogContract,
            LogSearchContract,
            LogBlockContract,
            UndeclaredNameContract,
            TransactionContract,
            ConcurrencyContract,
            UpkeepContract,
            ImageContract,
            StreamContract,
            StreamUpkeepContract,
            DeliveryContract,
            ClaimContract,
            RemoteContract,
            SyncContract {}

/** Gives the storage under test. */
interface StorageFixture {

    /** The storage; the same for all tests of a class. */
    Storage storage();

    /** The storage's clock. */
    TestClock clock();

    /** A second storage on the same database, as another process or node has it. */
    Storage another();

    /** A new connection in it. */
    default World world() {
        return World.in(storage());
    }
}
