package dev.rollcall.app.console;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.HouseFacts;
import dev.rollcall.console.house.HousePage;
import dev.rollcall.console.house.HouseView;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.health.PartState;
import dev.rollcall.server.health.Readiness;
import dev.rollcall.server.health.StoreHealth;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of the installation holds no reader of the store while it waits for another one. */
class HouseReadsTest {
    @Test
    void healthIsNotWaitedForWithinARead(@TempDir Path folder) {
        try (Storage storage = MigratedSqlite.open(folder, StoreOptions.defaults().withReaders(1))) {
            Readiness readiness = new Readiness(List.of(StoreHealth.reads(storage)), new IncidentLog(System::nanoTime),
                    System::nanoTime);
            ConsoleServices services = new ConsoleServices(storage, null, null, Optional.empty(),
                    new HouseFacts("1", List.of()), Clock.systemUTC(), System::nanoTime);
            ConsoleAnswer answer = new HousePage(services, readiness).routes().getFirst().handler().handle(request());
            HouseView view = (HouseView) ((ConsoleAnswer.Page) answer).view();
            assertThat(view.parts()).extracting(PartState::name).containsExactly("store");
            assertThat(view.parts()).allMatch(PartState::up);
        }
    }

    private static ConsoleRequest request() {
        Instant now = Instant.now();
        ConsoleSession session = new ConsoleSession("a", ManagementCaller.ADMINISTRATOR, "", ManagementScope.words(),
                now, now, now.plusSeconds(60), "127.0.0.1");
        Frame frame = new Frame("", Optional.of(session), Optional.empty(), "", name -> name, ConsolePath.HOUSE);
        return new ConsoleRequest(null, "1", null, frame, Map.of(), null, null, Optional.empty(), null);
    }
}
