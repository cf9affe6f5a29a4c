package dev.rollcall.server;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.Metered;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What bulk requests hold of the memory for bodies while they wait for their turn. */
class BulkMemoryTest {
    private static final long MEMORY = 16L << 20;
    private static final int WAITING = 3;

    private final Map<Share, Runnable> beforeTheNextWrite = new ConcurrentHashMap<>();

    @Test
    void bulkRequestsThatWaitLeaveRoomForOthers(@TempDir Path folder) throws IOException {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        try (Service service = Service.start(folder, Metered.options()
                .with(RequestSettings.BODY_MEMORY, Optional.of(MEMORY))
                .with(RequestSettings.BODY_WAIT, Duration.ofSeconds(2))
                .with(RequestSettings.BULK_REQUESTS, 2)
                .with(RequestSettings.BULK_WAIT, Duration.ofMinutes(10)), this::watched)) {
            List<CompletableFuture<Answer>> hanging = new ArrayList<>();
            for (String name : List.of("one", "two")) {
                ScimClient client = service.connect(name);
                CompletableFuture<Void> begun = new CompletableFuture<>();
                beforeTheNextWrite.put(Share.of(client.connection()), () -> {
                    begun.complete(null);
                    goOn.orTimeout(2, TimeUnit.MINUTES).join();
                });
                hanging.add(sent(client, 0));
                begun.orTimeout(2, TimeUnit.MINUTES).join();
                for (int i = 1; i <= WAITING; i++) {
                    hanging.add(sent(client, i));
                }
            }
            new Metered(service).await("rollcall_bulk_waiting", waiting -> waiting == 2 * WAITING);
            ScimClient bystander = service.connect("bystander");
            assertThat(bystander.post("/Users", large("bystander")).status()).isEqualTo(201);
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            goOn.complete(null);
            assertThat(hanging)
                    .allSatisfy(answer -> assertThat(answer.get(2, TimeUnit.MINUTES).status()).isEqualTo(200));
        } finally {
            goOn.complete(null);
        }
    }

    private static CompletableFuture<Answer> sent(ScimClient client, int number) {
        String message = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':["
                + "{'method':'POST','path':'/Users','bulkId':'u','data':" + large("u" + number) + "}]}";
        return CompletableFuture.supplyAsync(() -> client.post("/Bulk", message), Thread::startVirtualThread);
    }

    /** 80 KB, of which 40,000 values in memory are made. */
    private static String large(String userName) {
        StringBuilder lists = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lists.append(",'x").append(i).append("':[").append("0,".repeat(1_999)).append("0]");
        }
        return ScimClient.user(userName, lists.toString());
    }

    private Storage watched(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        Optional.ofNullable(beforeTheNextWrite.remove(arguments[0])).ifPresent(Runnable::run);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
