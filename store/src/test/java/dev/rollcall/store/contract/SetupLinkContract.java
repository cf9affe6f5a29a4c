package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.Seen;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.setup.SuccessAddress;
import dev.rollcall.directory.storage.SetupLinkStore;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Set-up links. */
interface SetupLinkContract extends StorageFixture {
    @Test
    default void aSetupLinkIsFoundByWhatIsShownUntilItIsDeleted() {
        World world = world();
        World other = world();
        SetupLink link = link(world.connection, "first", World.START);
        SetupLink second = link(world.connection, "second", World.START.plusSeconds(1));
        write(links -> {
            links.insert(second);
            links.insert(link);
            return true;
        });
        assertThat(with("secret of first")).contains(link);
        assertThat(with("cookie of first")).isEmpty();
        assertThat(storage().<Optional<SetupLink>>read(Share.HOUSE, s -> s.setupLinks().withCookie("cookie of first")))
                .contains(link);
        assertThat(of(world)).containsExactly(link, second);
        assertThat(of(other)).isEmpty();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write(links -> {
                    links.insert(link(other.connection, "first", World.START));
                    return true;
                }));

        assertThat(write(links -> links.delete(other.connection, link.linkId()))).isFalse();
        assertThat(write(links -> links.delete(world.connection, link.linkId()))).isTrue();
        assertThat(write(links -> links.delete(world.connection, link.linkId()))).isFalse();
        assertThat(with("secret of first")).isEmpty();
        write(links -> {
            links.deleteExpired(world.connection, second.expiresAt().minusMillis(1));
            return true;
        });
        assertThat(of(world)).containsExactly(second);
        write(links -> {
            links.deleteExpired(other.connection, second.expiresAt());
            links.deleteExpired(world.connection, second.expiresAt());
            return true;
        });
        assertThat(of(world)).isEmpty();
    }

    @Test
    default void aSetupLinkGoesWithItsConnection() {
        World world = world();
        write(links -> {
            links.insert(link(world.connection, "gone", World.START));
            return true;
        });
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        assertThat(with("secret of gone")).isEmpty();
    }

    @Test
    default void noMoreTokensOfASetupLinkAreCountedThanItMayMake() {
        World world = world();
        SetupLink link = link(world.connection, "counted", World.START);
        write(links -> {
            links.insert(link);
            return true;
        });
        Instant end = link.expiresAt();
        assertThat(write(links -> links.countToken(world.connection, link.linkId(), end))).isFalse();
        assertThat(write(links -> links.countToken(world.connection, link.linkId(), end.minusMillis(1)))).isTrue();
        assertThat(write(links -> links.countToken(world.connection, link.linkId(), World.START))).isTrue();
        assertThat(write(links -> links.countToken(world.connection, link.linkId(), World.START))).isFalse();
        assertThat(write(links -> links.countToken(world.connection, "sul_other", World.START))).isFalse();
        assertThat(of(world).getFirst().tokensMade()).isEqualTo(2);
        assertThat(of(world).getFirst().tokensLeft()).isZero();
    }

    @Test
    default void whatHasArrivedOfASetupIsKept() {
        World world = world();
        SetupLink link = link(world.connection, "progress", World.START);
        SetupProgress progress = SetupProgress.NONE
                .with(SetupStep.TEST, new Seen("id-1", World.START), false)
                .with(SetupStep.TEST, new Seen("id-2", World.START.plusSeconds(1)), true)
                .with(SetupStep.USER, new Seen("id-3", World.START.plusSeconds(2)), false)
                .walkedTo("id-3")
                .waitingFor(Collections.nCopies(21, "somebody"));
        assertThat(progress.waiting()).hasSize(20);
        write(links -> {
            links.insert(link);
            return true;
        });
        assertThat(write(links -> links.progress(world.connection, link.linkId(), SetupProgress.NONE, progress)))
                .isTrue();
        assertThat(write(links -> links.progress(world.connection, link.linkId(), SetupProgress.NONE,
                SetupProgress.NONE.walkedTo("id-1")))).as("of somebody who looked meanwhile").isFalse();
        assertThat(write(links -> links.progress(world.connection, "sul_other", SetupProgress.NONE, progress)))
                .isFalse();
        assertThat(of(world).getFirst().progress()).isEqualTo(progress);
        assertThat(progress.state(SetupStep.TEST)).isEqualTo(SetupProgress.State.DONE);
        assertThat(progress.state(SetupStep.USER)).isEqualTo(SetupProgress.State.WRONG);
        assertThat(progress.state(SetupStep.GROUP)).isEqualTo(SetupProgress.State.WAITING);
        SetupProgress anew = SetupProgress.from(World.START.plusSeconds(3));
        assertThat(write(links -> links.progress(world.connection, link.linkId(), progress, anew))).isTrue();
        assertThat(of(world).getFirst().progress()).isEqualTo(anew);
        assertThat(of(world).getFirst().countsSince()).isEqualTo(World.START.plusSeconds(3));
    }

    @Test
    default void whatIsTickedOffAndWhichTokensWereMadeIsKept() {
        World world = world();
        SetupLink link = link(world.connection, "ticked", World.START);
        SetupLink bare = new SetupLink(world.connection, "sul_bare", "secret of bare", "cookie of bare", World.START,
                link.expiresAt(), false, 1, 0, Optional.empty(), Optional.empty(), SetupProgress.NONE, Set.of(),
                List.of());
        write(links -> {
            links.insert(link);
            links.insert(bare);
            return true;
        });
        assertThat(of(world)).containsExactlyInAnyOrder(link, bare);
        assertThat(write(links -> links.tick(world.connection, "sul_ticked", Set.of()))).isTrue();
        assertThat(write(links -> links.tick(world.connection, "sul_bare", Set.of("b", "a")))).isTrue();
        assertThat(write(links -> links.tick(world.connection, "sul_other", Set.of("a")))).isFalse();
        write(links -> {
            links.madeToken(world.connection, "sul_ticked", "tok_2");
            links.madeToken(world.connection, "sul_bare", "tok_3");
            return true;
        });
        assertThat(with("secret of ticked").orElseThrow().ticked()).isEmpty();
        assertThat(with("secret of ticked").orElseThrow().tokens()).containsExactly("tok_1", "tok_2");
        assertThat(with("secret of bare").orElseThrow().ticked()).containsExactlyInAnyOrder("a", "b");
        assertThat(with("secret of bare").orElseThrow().tokens()).containsExactly("tok_3");
    }

    private Optional<SetupLink> with(String secretHash) {
        return storage().read(Share.HOUSE, s -> s.setupLinks().withSecret(secretHash));
    }

    private List<SetupLink> of(World world) {
        return storage().read(Share.HOUSE, s -> s.setupLinks().of(world.connection));
    }

    private boolean write(Function<SetupLinkStore, Boolean> work) {
        return storage().write(Share.HOUSE, "setup", session -> work.apply(session.setupLinks()));
    }

    /** A link that makes two tokens and is good for an hour. */
    static SetupLink link(ConnectionId connection, String name, Instant at) {
        return new SetupLink(connection, "sul_" + name, "secret of " + name, "cookie of " + name, at,
                at.plus(Duration.ofHours(1)), true, 2, 0, Optional.of(Duration.ofDays(365)),
                Optional.of(new SuccessAddress("https://app.example.com/done?of=" + name)), SetupProgress.NONE,
                Set.of("entra.mapping-1", "entra.start-2"), List.of("tok_1"));
    }
}
