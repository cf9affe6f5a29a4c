package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.storage.Share;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which links were good a moment ago. */
class KnownSetupsTest {
    private final KnownSetups known = new KnownSetups();

    @Test
    void ofMoreThanItRemembersThoseGoThatWereNotShownForLongest() {
        known.note("secret 0", Optional.of(link(0)));
        known.note("secret 1", Optional.of(link(1)));
        for (int i = 2; i < KnownSetups.MOST / 2; i++) {
            known.note("secret " + i, Optional.of(link(i)));
        }
        assertThat(known.share("secret 0")).isEqualTo(new Share("setup sul_0"));
        assertThat(known.share("cookie 0")).isEqualTo(new Share("setup sul_0"));
        known.note("another", Optional.of(link(KnownSetups.MOST)));
        assertThat(known.share("secret 0")).as("shown a moment ago").isEqualTo(new Share("setup sul_0"));
        assertThat(known.share("secret 1")).isEqualTo(Share.UNPROVEN);
        assertThat(known.share("cookie 1")).isEqualTo(Share.UNPROVEN);
        assertThat(known.share("secret 2")).isEqualTo(new Share("setup sul_2"));
    }

    private static SetupLink link(int number) {
        return new SetupLink(ConnectionId.parse("con_0000000000000000").orElseThrow(), "sul_" + number,
                "secret " + number, "cookie " + number, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), false, 1, 0,
                Optional.empty(), Optional.empty(), SetupProgress.NONE, Set.of(), List.of());
    }
}
