package dev.rollcall.directory;

import dev.rollcall.directory.access.SetupLinkDraft;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Made;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.sqlite.FaultySqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** For whom it counts to look up what somebody shows who says that she has a set-up link. */
class SetupLookTest {
    @TempDir
    private Path folder;

    private final List<Share> shares = new ArrayList<>();
    private Storage storage;
    private SetupLinks links;
    private ConnectionId connection;

    @BeforeEach
    void open() {
        storage = FaultySqlite.open(folder, new Faults());
        connection = new House(storage, 1).connection().id();
        links = new SetupLinks(new Noting(storage, shares), Clock.systemUTC(), new Random(1));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void whoseLinkWasGoodAMomentAgoDoesNotStandInTheLineOfStrangers() {
        Made made = make();
        Made other = make();
        Share own = new Share("setup " + made.link().linkId());
        assertThat(shared(() -> links.enter(made.secret()), true)).isEqualTo(Share.UNPROVEN);
        String cookie = links.enter(made.secret()).orElseThrow().cookie();
        assertThat(shared(() -> links.enter(made.secret()), true)).isEqualTo(own);
        assertThat(shared(() -> links.find(cookie), true)).isEqualTo(own);
        assertThat(shared(() -> links.countedFor(Share.HOUSE).find(cookie), true)).as("the same for what is made of it")
                .isEqualTo(own);
        assertThat(shared(() -> links.enter(other.secret()), true)).as("another link").isEqualTo(Share.UNPROVEN);
        for (String bad : List.of("x", "0".repeat(64), "0".repeat(512))) {
            for (int i = 0; i < 2; i++) {
                assertThat(shared(() -> links.find(bad), false)).as(bad).isEqualTo(Share.UNPROVEN);
                assertThat(shared(() -> links.enter(bad), false)).as(bad).isEqualTo(Share.UNPROVEN);
            }
        }
        assertThat(shared(() -> links.find(cookie), true)).as("after those that are none").isEqualTo(own);
    }

    @Test
    void aLinkThatIsRevokedIsGoodNoMoreAndItsHoldersAreStrangersThen() {
        Made made = make();
        String cookie = links.enter(made.secret()).orElseThrow().cookie();
        links.revoke(connection, made.link().linkId());
        assertThat(shared(() -> links.find(cookie), false)).isEqualTo(new Share("setup " + made.link().linkId()));
        assertThat(shared(() -> links.find(cookie), false)).isEqualTo(Share.UNPROVEN);
    }

    private Made make() {
        return links.create(connection, new SetupLinkDraft(SetupLinkDraft.USUAL_LIFETIME, false,
                SetupLinkDraft.USUAL_TOKENS, Optional.empty(), Optional.empty()));
    }

    /** For whom one look counts. @param good what it finds */
    private Share shared(Supplier<Optional<?>> look, boolean good) {
        shares.clear();
        assertThat(look.get().isPresent()).isEqualTo(good);
        assertThat(shares).hasSize(1);
        return shares.getFirst();
    }

    /** Notes for whom it is read. */
    private record Noting(Storage storage, List<Share> shares) implements Storage {
        @Override
        public <T> T read(Share share, Function<ReadSession, T> work) {
            shares.add(share);
            return storage.read(share, work);
        }

        @Override
        public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
            return storage.write(share, lane, work);
        }

        @Override
        public StorageHealth health() {
            return storage.health();
        }

        @Override
        public String engine() {
            return storage.engine();
        }

        @Override
        public void close() {
            storage.close();
        }
    }
}
