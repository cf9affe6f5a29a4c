package dev.rollcall.server;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.Effort;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows of mappings are made in the connection's turn at the processors, and what has no rows waits for none. */
@Timeout(120)
class MappingTurnsTest {
    private static final String ROWS = "'mapping':[{'scim':'title','auth0':'nickname'}]";

    private final CountDownLatch end = new CountDownLatch(1);

    private Service service;
    private ManagementClient client;
    private String scim;
    private CompletableFuture<Void> holder;

    @BeforeEach
    void holdTheTurnsOfTheConnection(@TempDir Path folder) throws Exception {
        service = Service.start(folder);
        client = service.manage();
        ConnectionId connection = service.connect("acme").connection();
        scim = "/connections/" + connection + "/scim-configuration";
        ProcessorTurns turns = service.people().turns();
        CountDownLatch held = new CountDownLatch(1);
        holder = CompletableFuture.runAsync(() -> {
            Effort effort = turns.effort(connection, () -> true);
            effort.body(Effort.LARGE);
            effort.spend(() -> {
                held.countDown();
                return await(end);
            });
        }, Thread::startVirtualThread);
        assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void stop() {
        end.countDown();
        holder.join();
        service.close();
    }

    @Test
    void aPreviewWaitsForItsTurn() throws Exception {
        requireToWait(() -> client.post(scim + "/preview", "{" + ROWS + ",'resource':{'userName':'a','title':'b'}}"));
    }

    @Test
    void aChangeOfRowsWaitsForItsTurn() throws Exception {
        requireToWait(() -> client.patch(scim, "{" + ROWS + "}"));
    }

    @Test
    void aBusyConnectionIsPausedAtOnce() {
        client.patch(scim, "{'status':'paused'}").is(200);
    }

    private void requireToWait(Supplier<Reply> request) throws Exception {
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(request, Thread::startVirtualThread);
        while (service.people().turns().use().waiting() == 0) {
            assertThat(reply).isNotDone();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        end.countDown();
        reply.get(60, TimeUnit.SECONDS).is(200);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
