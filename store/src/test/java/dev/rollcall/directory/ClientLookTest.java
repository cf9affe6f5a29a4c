package dev.rollcall.directory;

import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.sqlite.FaultySqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever shows a secret learns nothing by the time that it takes, so the same is looked up whoever asks. */
class ClientLookTest {
    @TempDir
    private Path folder;

    private final Faults faults = new Faults();

    @Test
    void theSameIsLookedUpForAClientThatIsThereAndForOneThatIsNot() {
        try (Storage storage = FaultySqlite.open(folder, faults)) {
            Clients clients = new Clients(storage, Clock.systemUTC(), new Random(1));
            NewClient made = clients.create(ClientDraft.management("deploy", Set.of("read:connections")));
            String id = made.client().id().value();
            String secret = made.secret().orElseThrow().text();
            String unknown = ClientId.ofManagement("0".repeat(16)).value();

            List<String> good = looked(clients, id, secret, true);
            assertThat(good).isNotEmpty();
            assertThat(looked(clients, id, "sec_0." + "0".repeat(64), false)).as("a wrong secret").isEqualTo(good);
            assertThat(looked(clients, id, "", false)).as("no secret").isEqualTo(good);
            assertThat(looked(clients, unknown, secret, false)).as("an unknown client").isEqualTo(good);
        }
    }

    private List<String> looked(Clients clients, String id, String secret, boolean known) {
        faults.watch();
        assertThat(clients.authenticate(id, secret).isPresent()).isEqualTo(known);
        return faults.seen();
    }
}
