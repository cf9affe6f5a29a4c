package dev.rollcall.server.helidon;

import dev.rollcall.server.origin.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets a slot, and whose slot is taken away. */
class AcceptedSocketsTest {
    private static final SocketLimits LIMITS = new SocketLimits(4, 2, Duration.ofSeconds(15));

    private final List<SocketChannel> channels = new ArrayList<>();
    private final AcceptedSockets sockets = new AcceptedSockets(
            LIMITS, List.of(AddressRange.parse("10.0.0.0/8")), () -> this.now);

    private long now = Long.MAX_VALUE - 1_000;
    private int port = 1;

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    @Test
    void oneAddressHasItsShareAndATrustedProxyHasNone() throws IOException {
        assertThat(admit("192.0.2.7")).isTrue();
        assertThat(admit("192.0.2.7")).isTrue();
        assertThat(admit("192.0.2.7")).isFalse();
        assertThat(admit("192.0.2.8")).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(admit("10.1.2.3")).isTrue();
        }
    }

    @Test
    void anIpv6ClientCountsByItsNetwork() throws IOException {
        assertThat(admit("2001:db8:0:1::1")).isTrue();
        assertThat(admit("2001:db8:0:1::2")).isTrue();
        assertThat(admit("2001:db8:0:1:ffff::3")).isFalse();
        assertThat(admit("2001:db8:0:2::1")).isTrue();
    }

    @Test
    void aSocketThatEndsGivesItsShareBack() throws IOException {
        admit("192.0.2.7");
        InetSocketAddress second = new InetSocketAddress("192.0.2.7", port);
        admit("192.0.2.7");
        sockets.remove(second, sockets.of(second).orElseThrow());
        assertThat(admit("192.0.2.7")).isTrue();
        channels.getFirst().close();
        sockets.sweep();
        assertThat(admit("192.0.2.7")).isTrue();
        assertThat(admit("192.0.2.7")).isFalse();
    }

    @Test
    void whoSaysNothingIsClosed() throws IOException {
        admit("192.0.2.7");
        admit("192.0.2.8");
        sockets.of(new InetSocketAddress("192.0.2.8", 2)).orElseThrow().busy();
        pass(Duration.ofSeconds(14));
        sockets.sweep();
        assertThat(openChannels()).isEqualTo(2);
        pass(Duration.ofSeconds(1));
        sockets.sweep();
        assertThat(channels.getFirst().isOpen()).isFalse();
        assertThat(openChannels()).isEqualTo(1);
    }

    @Test
    void theLongestIdleGoesWhenThereAreTooMany() throws IOException {
        for (int i = 0; i < 4; i++) {
            admit("192.0.2." + i);
            pass(Duration.ofSeconds(1));
        }
        AcceptedSocket first = sockets.of(new InetSocketAddress("192.0.2.0", 1)).orElseThrow();
        first.busy();
        admit("192.0.2.9");
        assertThat(channels.stream().map(SocketChannel::isOpen)).containsExactly(true, false, true, true, true);
        first.idle(now);
        sockets.sweep();
        assertThat(openChannels()).isEqualTo(4);
    }

    @Test
    void amongManyTheLongestIdleGoWhateverTheOrderInWhichTheyCame() throws IOException {
        int total = 130;
        AcceptedSockets many = new AcceptedSockets(
                new SocketLimits(total, total, Duration.ofHours(1)), List.of(), () -> this.now);
        List<InetSocketAddress> remotes = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            remotes.add(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), i + 1));
            many.admit(channel, remotes.get(i));
        }
        List<InetSocketAddress> byIdleness = new ArrayList<>(remotes);
        Collections.shuffle(byIdleness, new Random(7));
        for (InetSocketAddress remote : byIdleness) {
            pass(Duration.ofSeconds(2));
            many.of(remote).orElseThrow().idle(now);
        }
        pass(Duration.ofSeconds(2));
        SocketChannel one = SocketChannel.open();
        channels.add(one);
        many.admit(one, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 1));
        List<Integer> longest = byIdleness.subList(0, 3).stream().map(remotes::indexOf).sorted().toList();
        assertThat(IntStream.range(0, total).filter(i -> !channels.get(i).isOpen()).boxed())
                .containsExactlyElementsOf(longest);
    }

    @Test
    void whoHasJustComeOrServesARequestStays() throws IOException {
        for (int i = 0; i < 5; i++) {
            admit("192.0.2." + i);
            sockets.of(new InetSocketAddress("192.0.2." + i, i + 1)).orElseThrow().busy();
        }
        pass(Duration.ofHours(1));
        admit("192.0.2.10");
        sockets.sweep();
        assertThat(openChannels()).isEqualTo(6);
        pass(AcceptedSockets.IDLE_GRACE);
        sockets.sweep();
        assertThat(channels.getLast().isOpen()).isFalse();
    }

    /** What has come may be a request, whose thread has to wait for a processor before it reads it. */
    @Test
    void whatHasSentSomethingThatIsNotReadYetStays() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            sockets.admit(accepted, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port++));
            client.write(ByteBuffer.wrap(new byte[]{'G'}));
            while (accepted.socket().getInputStream().available() == 0) {
                Thread.onSpinWait();
            }
            pass(Duration.ofHours(1));
            for (int i = 2; i < 6; i++) {
                admit("192.0.2." + i);
            }
            sockets.sweep();
            assertThat(accepted.isOpen()).isTrue();
            accepted.read(ByteBuffer.allocate(1));
            sockets.sweep();
            assertThat(accepted.isOpen()).isFalse();
        }
    }

    private boolean admit(String address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean admitted = sockets.admit(channel, new InetSocketAddress(InetAddress.ofLiteral(address), port++));
        if (admitted) {
            channels.add(channel);
        } else {
            channel.close();
        }
        return admitted;
    }

    private long openChannels() {
        return channels.stream().filter(SocketChannel::isOpen).count();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
