package dev.rollcall.server;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A request that was let in, and whose endpoint was paused or closed before it could write, is answered as if it came now. */
class PausedMeanwhileTest {
    private static final String TITLE = "[{'op':'replace','path':'title','value':'T'}]";
    private static final Runnable NOTHING = () -> {};

    @TempDir
    private Path folder;

    private final AtomicReference<Runnable> beforeTheNextWrite = new AtomicReference<>(NOTHING);

    @Test
    void aPausedEndpointSaysWhenToComeAgainAndAClosedOneThatTheTokenIsNotGood() {
        try (Service service = Service.start(folder, ServerOptions.defaults(), this::watched)) {
            ScimClient provider = service.connect("acme");
            String user = provider.user("ada@acme.example");
            Connections connections = new Connections(service.storage(), Clock.systemUTC(), new Random(1));

            beforeTheNextWrite.set(() -> connections.setPaused(provider.connection(), true));
            Answer paused = provider.patch("/Users/" + user, TITLE);
            assertThat(paused.error(503)).contains("paused by the operator", "Nothing is lost");
            assertThat(paused.header("Retry-After")).contains("60");

            connections.setPaused(provider.connection(), false);
            beforeTheNextWrite.set(() -> new ScimConfigurations(service.storage(), Clock.systemUTC(), new Random(1))
                    .delete(provider.connection()));
            service.clock().advance(Duration.ofSeconds(1));
            Answer closed = provider.delete("/Users/" + user);
            assertThat(closed.error(401)).contains("not valid for this SCIM URL");
            assertThat(closed.header("WWW-Authenticate").orElse("")).contains("invalid_token");
        }
    }

    private Storage watched(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        beforeTheNextWrite.getAndSet(NOTHING).run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
