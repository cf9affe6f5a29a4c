package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.type.IndexColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageAnchorsTest {
    private static final ResourceQuery LIST = new ResourceQuery(new ConnectionId("con_0000000000000001"), "User",
            new Condition.All(), IndexColumn.ID, false, Optional.empty(), 0, 0);
    private static final ResourceQuery.Position PLACE = new ResourceQuery.Position(Optional.of("a"), "a");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @Test
    void aPlaceIsFoundWhileAClientPagesOnAndForgottenBeforeTheListMovesAway() {
        PageAnchors anchors = new PageAnchors(clock);
        anchors.remember(LIST, 601, PLACE);
        assertThat(anchors.find(LIST, 601)).contains(PLACE);

        now.updateAndGet(time -> time.plus(PageAnchors.LIFETIME).minus(Duration.ofMillis(1)));
        assertThat(anchors.find(LIST, 601)).contains(PLACE);

        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(anchors.find(LIST, 601)).isEmpty();
    }
}
