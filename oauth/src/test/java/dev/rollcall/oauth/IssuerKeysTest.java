package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.directory.access.KeysUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IssuerKeysTest {
    private static final URI SET = URI.create("https://issuer.example/keys");

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<String> published = List.of("a");
    private volatile boolean broken;

    private final IssuerKeys keys = new IssuerKeys(this::fetch, clock::nanos);

    private PublicKeySet fetch(URI keySet) {
        fetches.incrementAndGet();
        if (broken) {
            throw new KeysUnavailableException("The issuer is not there.");
        }
        List<String> jwks = published.stream().map(id -> TestIssuer.key(id).toPublicJWK().toJSONString()).toList();
        return PublicKeySet.parse("{\"keys\":[" + String.join(",", jwks) + "]}");
    }

    @Test
    void aSetIsFetchedOnceAnHour() {
        for (int i = 0; i < 100; i++) {
            assertThat(find("a")).isTrue();
        }
        assertThat(fetches).hasValue(1);
        clock.advance(IssuerKeys.FRESH);
        assertThat(find("a")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aNewKeyIsFetchedAtOnceAndUnknownOnesDoNotMakeUsAskOften() {
        assertThat(find("a")).isTrue();
        published = List.of("a", "b");
        assertThat(find("b")).as("right after a fetch").isFalse();
        clock.advance(IssuerKeys.AGAIN);
        assertThat(find("b")).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(find("unknown " + i)).isFalse();
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void withoutAKeyIdOnlyASingleKeyCanBeMeant() {
        assertThat(keys.find(SET, Optional.empty())).hasSize(1);
        published = List.of("a", "b");
        clock.advance(IssuerKeys.FRESH);
        assertThat(keys.find(SET, Optional.empty())).isEmpty();
    }

    @Test
    void anIssuerThatIsNotThereIsNotAskedAgainForAWhile() {
        broken = true;
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> find("a")).isInstanceOf(KeysUnavailableException.class)
                    .hasMessageContaining("cannot be had now");
        }
        assertThat(fetches).hasValue(1);
        broken = false;
        clock.advance(IssuerKeys.AGAIN);
        assertThat(find("a")).isTrue();
    }

    @Test
    void oldKeysAreGoodForADayWhileTheIssuerIsNotThere() {
        assertThat(find("a")).isTrue();
        broken = true;
        clock.advance(IssuerKeys.STALE.minusSeconds(1));
        assertThat(find("a")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> find("a")).isInstanceOf(KeysUnavailableException.class);
    }

    @Test
    void oneFetchesAndTheOthersWaitForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        IssuerKeys slow = new IssuerKeys(keySet -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return fetch(keySet);
        }, clock::nanos);
        List<Future<Boolean>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                found.add(threads.submit(() -> !slow.find(SET, Optional.of("a")).isEmpty()));
            }
            begun.await();
            go.countDown();
        }
        for (Future<Boolean> one : found) {
            assertThat(one.get()).isTrue();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void issuersThatWereNotNeededForLongestAreForgotten() {
        for (int i = 0; i <= IssuerKeys.MOST_SETS; i++) {
            keys.find(URI.create("https://issuer.example/" + i), Optional.of("a"));
        }
        int before = fetches.get();
        keys.find(URI.create("https://issuer.example/" + IssuerKeys.MOST_SETS), Optional.of("a"));
        assertThat(fetches).hasValue(before);
        keys.find(URI.create("https://issuer.example/0"), Optional.of("a"));
        assertThat(fetches).hasValue(before + 1);
    }

    @Test
    void addressesThatAreNotPublicAreNotCalled() {
        try (TestIssuer issuer = new TestIssuer()) {
            GuardedKeySource guarded = new GuardedKeySource(
                    new GuardedHttp(AddressGuard.publicAnd(List.of()), Optional.empty()));
            assertThatThrownBy(() -> guarded.fetch(URI.create(issuer.url() + "/keys")))
                    .isInstanceOf(KeysUnavailableException.class)
                    .hasMessageContaining("not called from here");
            assertThat(issuer.fetches()).isZero();
            GuardedKeySource open = new GuardedKeySource(new GuardedHttp(AddressGuard.off(), Optional.empty()));
            assertThat(open.fetch(URI.create(issuer.url() + "/keys")).named(Optional.of("first"))).hasSize(1);
        }
    }

    private boolean find(String keyId) {
        return !keys.find(SET, Optional.of(keyId)).isEmpty();
    }
}
