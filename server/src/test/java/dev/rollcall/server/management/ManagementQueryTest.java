package dev.rollcall.server.management;

import dev.rollcall.scim.ScimException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ManagementQueryTest {
    @Test
    void aListIsRepeatedOrHasCommas() {
        ManagementQuery query = ManagementQuery.parse("strategy=waad&strategy=samlp,okta&strategy=&strategy=waad");
        assertThat(query.list("strategy")).containsExactly("waad", "samlp", "okta");
        assertThat(query.list("other")).isEmpty();
    }

    @Test
    void aPlusIsABlankAndEscapesAreRead() {
        ManagementQuery query = ManagementQuery.parse("q=name%3A%22a+b%22&email=a%2Bb%40x.example");
        assertThat(query.text("q")).contains("name:\"a b\"");
        assertThat(query.text("email")).contains("a+b@x.example");
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> ManagementQuery.parse("q=%zz"));
    }

    @Test
    void numbersFlagsAndTimesHaveBounds() {
        ManagementQuery query = ManagementQuery
                .parse("take=7&big=101&word=x&yes=true&no=false&at=2026-03-01T12:00:00%2B01:00");
        assertThat(query.number("take", 50, 1, 100)).isEqualTo(7);
        assertThat(query.number("none", 50, 1, 100)).isEqualTo(50);
        assertThat(query.flag("yes", false)).isTrue();
        assertThat(query.flag("no", true)).isFalse();
        assertThat(query.instant("at")).contains(Instant.parse("2026-03-01T11:00:00Z"));
        for (Runnable wrong : List.<Runnable>of(
                () -> query.number("big", 50, 1, 100), () -> query.number("word", 50, 1, 100),
                () -> query.flag("word", true), () -> query.instant("word"),
                () -> ManagementQuery.parse("a=1&a=2").text("a"),
                () -> ManagementQuery.parse("a&".repeat(1_000) + "a"))) {
            assertThatExceptionOfType(ManagementFailure.class).isThrownBy(wrong::run)
                    .satisfies(failure -> assertThat(failure.statusCode()).isEqualTo(400));
        }
    }

    @Test
    void aCursorIsGoodForItsOwnListAlone() {
        String cursor = PageCursor.write("users", List.of("7", "ä|b"));
        assertThat(PageCursor.read("users", 2, cursor)).containsExactly("7", "ä|b");
        for (Runnable foreign : List.<Runnable>of(
                () -> PageCursor.read("groups", 2, cursor), () -> PageCursor.read("users", 1, cursor),
                () -> PageCursor.read("users", 2, "!!"),
                () -> PageCursor.read("users", 2, PageCursor.write("users", List.of("7", "a\0b"))),
                () -> PageCursor.read("users", 2, "A".repeat(5_000)))) {
            assertThatExceptionOfType(ManagementFailure.class).isThrownBy(foreign::run)
                    .withMessageContaining("no cursor of this list");
        }
    }

    @Test
    void whichPageIsMeantAndInWhichShape() {
        assertThat(PageRequest.of(ManagementQuery.parse(""))).isEqualTo(new PageRequest.ByNumber(0, 50, false));
        assertThat(PageRequest.of(ManagementQuery.parse("page=2&per_page=10&include_totals=true")))
                .isEqualTo(new PageRequest.ByNumber(2, 10, true));
        assertThat(PageRequest.of(ManagementQuery.parse("take=5&include_totals=true")))
                .isEqualTo(new PageRequest.AfterCursor(5, Optional.empty()));
        // Whether there is anything that far into a list is known to the list alone.
        assertThat(PageRequest.of(ManagementQuery.parse("page=1001&per_page=100")))
                .isEqualTo(new PageRequest.ByNumber(1_001, 100, false));
    }
}
