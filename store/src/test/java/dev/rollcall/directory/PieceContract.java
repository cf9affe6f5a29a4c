package dev.rollcall.directory;

import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** What is large is read and written in pieces, and planned while the store is free for others, on every engine. */
@Timeout(120)
abstract class PieceContract {
    private static final int LARGE = 24_000;
    private static final int MEMBERS = 8 * House.MEMBER_CHUNK;

    private WatchedStorage watched;
    private House house;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
    }

    @Test
    void noMoreDocumentsAreReadThanFitOnAPage() {
        largeUsers(12, LARGE);
        for (Map<String, String> query : List.of(
                Map.<String, String>of(),
                Map.of("filter", "userName sw \"u\""),
                Map.of("filter", "not (userName eq \"u1\")"),
                Map.of("sortBy", "userName", "sortOrder", "descending"))) {
            watched.forget();
            assertThat(house.list(USER, query).path("Resources")).hasSize(House.PAGE_BYTES / LARGE);
            assertThat(watched.largestStretch()).as("%s", query).isLessThan(House.PAGE_BYTES + 2L * LARGE);
        }
    }

    @Test
    void ofWhatAScanFindsOnlyAPageIsKept() {
        largeUsers(12, LARGE);
        watched.forget();
        assertThat(house.list(USER, Map.of("filter", "nickName sw \"x\"")).path("Resources")).isNotEmpty();
        assertThat(watched.mostNamed()).as("resources whose groups are looked up").isLessThan(12 / 2);
        watched.forget();
        assertThat(house.list(USER, Map.of("sortBy", "title")).path("Resources")).isNotEmpty();
        assertThat(watched.largestReading()).as("read again once they are in order")
                .isLessThan(House.PAGE_BYTES + 2L * LARGE);
    }

    @Test
    void aScanReadsAFewMegabytesAtATime() {
        largeUsers(95, 48_000);
        watched.forget();
        assertThat(house.list(USER, Map.of("filter", "nickName co \"y\"")).path("totalResults").intValue()).isZero();
        assertThat(watched.largestStretch()).isBetween(1L << 20, (4L << 20) + 100_000);
    }

    /** The second scan of a connection waits for the first, and another connection's does not. */
    @Test
    void aScanTakesATurnAndAnotherConnectionIsServedBeforeTheNextOfTheSame() throws InterruptedException {
        House bystander = house.neighbour();
        bystander.user("anna");
        house.user("u");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = scan(house);
        Thread second = scan(house);
        AtomicInteger scans = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.STRETCH) && scans.incrementAndGet() == 1) {
                inside.countDown();
                await(end);
            }
        });
        first.start();
        inside.await();
        second.start();
        while (scans.get() == 1 && !isIn(second, "ConnectionTurns")) {
            Thread.onSpinWait();
        }
        assertThat(scans).as("the second one waits for its turn").hasValue(1);
        assertThat(bystander.list(USER, Map.of("filter", "title co \"x\"")).path("totalResults").intValue()).isZero();
        assertThat(scans).as("and is still waiting when another connection has been served").hasValue(2);
        end.countDown();
        first.join();
        second.join();
        assertThat(scans).hasValue(3);
    }

    private static Thread scan(House of) {
        return Thread.ofPlatform().unstarted(() -> of.list(USER, Map.of("filter", "title co \"x\"")));
    }

    private static boolean isIn(Thread thread, String type) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().endsWith("." + type));
    }

    @Test
    void aGroupIsReadAStretchAtATime() {
        String id = house.group("g", members("m"));
        watched.forget();
        assertThat(House.json(house.resources.get(house.call(), GROUP, id, Projection.everything())).path("members"))
                .hasSize(MEMBERS);
        assertThat(watched.mostRows()).isBetween(House.MEMBER_CHUNK, House.MEMBER_CHUNK + 10);
    }

    @Test
    void ofAGroupThatFitsOnNoPageAListReadsAPageAtMost() {
        String id = house.group("g", IntStream.range(0, 5 * MEMBERS).mapToObj(i -> "m%05d".formatted(i)).toList());
        watched.forget();
        assertThat(house.list(GROUP, Map.of()).path("Resources").get(0).path("members")).hasSize(5 * MEMBERS);
        assertThat(watched.mostRows()).isLessThan(3 * MEMBERS);
        assertThat(house.memberValues(id)).hasSize(5 * MEMBERS);
    }

    @Test
    void aLargeMembershipIsWrittenAndDeletedInPieces() {
        watched.forget();
        String id = house.group("g", members("m"));
        house.put(GROUP, id, group(members("n")));
        house.patch(GROUP, id, "[{'op':'add','path':'members','value':" + House.members(members("o")) + "}]");
        house.patch(GROUP, id, "[{'op':'replace','path':'members','value':" + House.members(members("p")) + "}]");
        house.delete(GROUP, id);
        assertThat(watched.mostNamed()).isLessThanOrEqualTo(House.MEMBER_CHUNK + 10);
        assertThat(watched.mostRows()).isLessThanOrEqualTo(2 * House.MEMBER_CHUNK + 10);
    }

    /** A PUT of so many members leaves the store to others after each piece: they need not wait for its end. */
    @Test
    void anotherConnectionWritesBetweenThePiecesOfALargeMembership() {
        String id = house.group("g", members("m"));
        House bystander = house.neighbour();
        String user = bystander.user("anna");
        Thread greedy = Thread.currentThread();
        AtomicInteger pieces = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && Thread.currentThread().equals(greedy)) {
                pieces.incrementAndGet();
                Thread other = Thread.ofVirtual().start(() -> {
                    bystander.patch(USER, user, "[{'op':'replace','path':'title','value':'t" + pieces + "'}]");
                    served.incrementAndGet();
                });
                join(other);
            }
        });
        house.put(GROUP, id, group(members("n")));
        assertThat(pieces.get()).isGreaterThanOrEqualTo(MEMBERS / House.MEMBER_CHUNK);
        assertThat(served).hasValue(pieces.get());
    }

    /** Whatever the planner looks at, it does so on the request's own thread, never in the work that the store does. */
    @Test
    void aChangeIsPlannedBesideTheWriter() {
        String user = house.user("u");
        String group = house.group("g", List.of());
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger inTheWriter = new AtomicInteger();
        ObjectNode body = House.json("{'schemas':['" + Urns.PATCH_OP
                + "'],'Operations':[{'op':'replace','path':'displayName','value':''}]}");
        ((ObjectNode) body.path("Operations").get(0)).set("value", new WatchedText(() -> {
            if (isPlanning()) {
                (watched.writing() ? inTheWriter : looks).incrementAndGet();
            }
        }));
        house.resources.patch(house.call(), USER, user, body, Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
        assertThat(looks.getAndSet(0)).isPositive();
        house.resources.patch(house.call(), GROUP, group, body, Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
        assertThat(looks).hasPositiveValue();
        assertThat(inTheWriter).hasValue(0);
    }

    private static boolean isPlanning() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".PatchPlanner")));
    }

    private static final class WatchedText extends StringNode {
        private final transient Runnable look;

        WatchedText(Runnable look) {
            super("changed");
            this.look = look;
        }

        @Override
        public JsonNodeType getNodeType() {
            look.run();
            return super.getNodeType();
        }
    }

    private void largeUsers(int count, int size) {
        for (int i = 0; i < count; i++) {
            house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'u" + i + "','title':'t" + i % 3
                    + "','nickName':'" + "x".repeat(size) + "'}");
        }
    }

    private static List<String> members(String prefix) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> "%s%05d".formatted(prefix, i)).toList();
    }

    private static String group(List<String> members) {
        return "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':" + House.members(members) + "}";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
