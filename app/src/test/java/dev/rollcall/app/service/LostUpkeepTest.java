package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that has lost its upkeep says that it cannot go on, so that its process ends and is started again. */
class LostUpkeepTest {
    @TempDir
    private Path folder;

    @Test
    void endsTheService() throws Exception {
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        SettingValues settings = SettingValues.defaults()
                .with(ServerSettings.PORT, 0)
                .with(StoreSettings.DATA, folder);
        Set<Thread> others = upkeeps();
        try (RollcallService service = RollcallService.start(
                settings, new Terminal(discarded, discarded, Map.of(), folder, Clock.systemUTC()))) {
            assertThat(service.ended().toCompletableFuture()).isNotDone();
            Set<Thread> own = upkeeps();
            own.removeAll(others);
            assertThat(own).hasSize(1).allSatisfy(Thread::interrupt);
            assertThat(service.ended().toCompletableFuture().get(1, TimeUnit.MINUTES))
                    .isEqualTo("the upkeep has ended");
        }
    }

    private static Set<Thread> upkeeps() {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter(thread -> thread.getName().equals("upkeep"))
                .collect(Collectors.toSet());
    }
}
