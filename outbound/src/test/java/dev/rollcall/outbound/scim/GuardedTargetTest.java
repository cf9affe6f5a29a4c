package dev.rollcall.outbound.scim;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Calls to targets reach public addresses alone, and those that whoever runs this has allowed; nothing goes where an answer leads. */
class GuardedTargetTest {
    private static final AddressGuard PUBLIC = AddressGuard.publicAnd(List.of());
    private static final AddressGuard THIS = AddressGuard.publicAnd(List.of(AddressBlock.parse("127.0.0.1/32")));

    @Test
    void aPrivateAddressIsNotCalledAndNoDeliveryIsBurnt() {
        try (FaultTarget target = FaultTarget.start();
                HttpTransport transport = open(target.url(), PUBLIC, AddressLookup.system())) {
            assertThat(deliver(transport)).isInstanceOfSatisfying(Later.class, later -> {
                assertThat(later.cause()).contains("such addresses are not called from here");
                assertThat(later.answerLost()).isFalse();
                assertThat(later.targetSick()).isTrue();
            });
            assertThat(target.journal()).isEmpty();
        }
    }

    @Test
    void anAllowedRangeIsCalled() {
        try (FaultTarget target = FaultTarget.start();
                HttpTransport transport = open(target.url(), THIS, AddressLookup.system())) {
            assertThat(deliver(transport)).isInstanceOf(Done.class);
            assertThat(target.user(ScriptedSubjects.USER_ID)).isPresent();
        }
    }

    /** A name whose owner answers with another address at each look-up. */
    @Test
    void aNameThatChangesItsAddressIsJudgedByTheOneThatIsCalled() {
        AtomicInteger lookups = new AtomicInteger();
        AddressLookup changing = host -> new InetAddress[]{
            InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")};
        try (FaultTarget target = FaultTarget.start()) {
            URI named = URI.create("http://rebinding.example:" + target.url().getPort() + FaultTarget.BASE);
            target.next("POST /Users", Fault.reset());
            try (HttpTransport transport = open(named, THIS, changing)) {
                assertThat(deliver(transport)).isInstanceOfSatisfying(Later.class, later -> {
                    assertThat(later.cause()).contains("a loopback address");
                    assertThat(later.answerLost()).isTrue();
                });
            }
            assertThat(target.asked()).containsExactly("POST /Users");
        }
    }

    /** Else whoever edits a stream could look around in the network that Rollcall is in. */
    @Test
    void aStreamsOwnProxyIsCalledOnlyWhereATargetWouldBe() {
        try (FaultTarget proxy = FaultTarget.start();
                HttpTransport transport = TargetTransport.open(URI.create("https://target.example/scim/v2"),
                        new TargetNetwork(Optional.of(proxy.url("")), Optional.empty(), Optional.empty()),
                        TargetSecrets.NONE, Duration.ofSeconds(30), 2,
                        new OutboundNetwork(PUBLIC, AddressLookup.system(), OutboundNetwork.ANSWER_BYTES))) {
            assertThat(deliver(transport)).isInstanceOfSatisfying(Later.class,
                    later -> assertThat(later.cause()).contains("a loopback address"));
            assertThat(proxy.journal()).isEmpty();
        }
    }

    @Test
    void aRedirectTakesNoCredentialsAlong() {
        try (FaultTarget target = FaultTarget.start();
                FaultTarget elsewhere = FaultTarget.start();
                HttpTransport transport = open(target.url(), THIS, AddressLookup.system())) {
            target.always("POST /Users", Fault.redirect(elsewhere.url("/Users").toString()));
            assertThat(deliver(transport)).isInstanceOfSatisfying(Later.class,
                    later -> assertThat(later.cause()).contains("is not followed"));
            assertThat(elsewhere.journal()).isEmpty();
        }
    }

    @Test
    void anAnswerHasABound() {
        try (FaultTarget target = FaultTarget.start()) {
            OutboundNetwork small = new OutboundNetwork(AddressGuard.off(), AddressLookup.system(), 50);
            try (HttpTransport transport = TargetTransport.open(target.url(), TargetNetwork.DIRECT, TargetSecrets.NONE,
                    Duration.ofSeconds(30), 1, small)) {
                assertThat(deliver(transport)).isInstanceOfSatisfying(Later.class, later -> {
                    assertThat(later.cause()).contains("more than 50 bytes");
                    assertThat(later.answerLost()).as("it may have been created").isTrue();
                });
            }
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheNameOfTheSetting() {
        TargetNetwork proxy = new TargetNetwork(Optional.of(URI.create("ftp://me:pw@proxy")), Optional.empty(),
                Optional.empty());
        TargetNetwork authority = new TargetNetwork(Optional.empty(), Optional.of("no pem"), Optional.empty());
        TargetNetwork certificate = new TargetNetwork(Optional.empty(), Optional.empty(), Optional.of("x"));
        for (TargetNetwork network : List.of(proxy, authority, certificate)) {
            assertThatExceptionOfType(UnusableStreamException.class)
                    .isThrownBy(() -> TargetTransport.open(URI.create("https://target.example"), network,
                            TargetSecrets.NONE,
                            Duration.ofSeconds(1), 1, new OutboundNetwork(PUBLIC, AddressLookup.system(), 1_000)))
                    .withMessageMatching("(?s).*(proxy|ca_certificate|client_key).*")
                    .withMessageNotContaining("me:pw");
        }
    }

    private static HttpTransport open(URI url, AddressGuard guard, AddressLookup lookup) {
        return TargetTransport.open(url, TargetNetwork.DIRECT, TargetSecrets.NONE, Duration.ofSeconds(30), 2,
                new OutboundNetwork(guard, lookup, OutboundNetwork.ANSWER_BYTES));
    }

    private static DeliveryOutcome deliver(HttpTransport transport) {
        return Scene.ofAnn().over(transport, FaultTarget.TOKEN).deliver(HeadIntent.CREATE);
    }
}
