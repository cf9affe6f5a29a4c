package dev.rollcall.directory;

import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.declaration.LookExtent;
import dev.rollcall.directory.declaration.Suggestion;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.resource.ScanLimits;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How much of what is stored a dry run looks at, and who goes first meanwhile; the same on every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteDeclarationLookTest {
    private static final String BADGE = "urn:example:params:scim:schemas:badge:2.0:User";
    private static final int USERS = 250;
    private static final ObjectNode DECLARATION = House.json("{'schema':{'id':'" + BADGE
            + "','attributes':[{'name':'level','type':'integer'}]},'extends':[{'resource_type':'User'}]}");

    @TempDir
    private static Path folder;

    private Storage storage;
    private House house;

    @BeforeAll
    void provision() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        house = new House(storage, 1);
        for (int i = 0; i < USERS; i++) {
            house.create(USER, "{'userName':'u" + i + "','" + BADGE + "':{'level':" + i + "}}");
        }
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Test
    void noMoreIsLookedAtThanASearchMayInRowsInBytesAndInTime() {
        ResourceSearch usual = house.resources.rows();
        assertThat(looked(usual, limits(USERS, Duration.ofMinutes(1)), System::nanoTime))
                .isEqualTo(new LookExtent(USERS, USERS, true));
        assertThat(looked(usual, limits(120, Duration.ofMinutes(1)), System::nanoTime))
                .isEqualTo(new LookExtent(120, USERS, false));

        LookExtent byBytes = looked(house.withScanBytes(4_000).resources.rows(), limits(USERS, Duration.ofMinutes(1)),
                System::nanoTime);
        assertThat(byBytes.at()).isBetween(1L, 60L);
        assertThat(byBytes.of()).isEqualTo(USERS);
        assertThat(byBytes.complete()).isFalse();
        assertThat(byBytes.text()).isEqualTo("At least " + byBytes.at() + " of 250 resources looked at");

        AtomicLong seconds = new AtomicLong();
        LookExtent byTime = looked(usual, limits(USERS, Duration.ofSeconds(10)),
                () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());
        assertThat(byTime.at()).isBetween(1L, 10L);
        assertThat(byTime.complete()).isFalse();
    }

    @Test
    void aSuggestionSaysOfHowManyItIs() {
        List<Suggestion> few = declarations(storage, house.resources.rows(), limits(100, Duration.ofMinutes(1)),
                System::nanoTime).suggestions(house.connection().id());
        assertThat(few).singleElement().satisfies(badge -> {
            assertThat(badge.resources()).isEqualTo(100);
            assertThat(badge.notes()).anyMatch(note -> note.startsWith("At least 100 of 250 resources looked at"));
        });
    }

    @Test
    void aDryRunTakesATurnOfSearches() {
        ResourceSearch one = resources(Duration.ofSeconds(1)).rows();
        Declarations declarations = declarations(storage, one, DeclarationLimits.defaults(), System::nanoTime);
        House other = house.neighbour();
        assertThat(one.inTurn(Optional.of(other.connection().id()), Presence.ASSUMED, () -> {
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> declarations.fit(house.connection().id(), DECLARATION))
                    .satisfies(late -> assertThat(late.status()).isEqualTo(503));
            return true;
        })).isTrue();
        assertThat(declarations.fit(house.connection().id(), DECLARATION).looked().complete()).isTrue();
    }

    @Test
    void anotherConnectionsSearchGoesFirstBetweenTwoPieces() {
        Resources resources = resources(Duration.ofMinutes(1));
        ResourceSearch one = resources.rows();
        House bystander = house.neighbour();
        WatchedStorage watched = new WatchedStorage(storage);
        AtomicInteger pieces = new AtomicInteger();
        AtomicReference<CompletableFuture<Integer>> others = new AtomicReference<>();
        watched.listen(call -> {
            if (call.equals(WatchedStorage.STRETCH) && pieces.incrementAndGet() == 1) {
                others.set(CompletableFuture.supplyAsync(
                        () -> one.inTurn(Optional.of(bystander.connection().id()), Presence.ASSUMED, pieces::get),
                        Thread::startVirtualThread));
                while (resources.use().scans().waiting() == 0) {
                    Thread.onSpinWait();
                }
            }
        });
        Declarations declarations = declarations(watched.storage(), one, DeclarationLimits.defaults(),
                System::nanoTime);
        assertThat(declarations.fit(house.connection().id(), DECLARATION).looked())
                .isEqualTo(new LookExtent(USERS, USERS, true));
        assertThat(others.get().join()).as("pieces before the bystander's turn").isEqualTo(1);
        assertThat(pieces).hasValueGreaterThan(2);
    }

    @Test
    void aDryRunEndsWithAClientThatHasLeft() {
        AtomicInteger asked = new AtomicInteger();
        Declarations declarations = declarations(storage, house.resources.rows(), DeclarationLimits.defaults(),
                System::nanoTime).countedFor(Share.HOUSE, () -> asked.incrementAndGet() > 100_000);
        assertThat(declarations.fit(house.connection().id(), DECLARATION).looked())
                .isEqualTo(new LookExtent(100, USERS, false));
    }

    private LookExtent looked(ResourceSearch searches, DeclarationLimits limits, LongSupplier nanos) {
        return declarations(storage, searches, limits, nanos).fit(house.connection().id(), DECLARATION).looked();
    }

    private Declarations declarations(
            Storage in, ResourceSearch searches, DeclarationLimits limits, LongSupplier nanos) {
        return new Declarations(in, Clock.systemUTC(), house.random, limits, searches, nanos);
    }

    private static DeclarationLimits limits(int resources, Duration time) {
        DeclarationLimits usual = DeclarationLimits.defaults();
        return new DeclarationLimits(usual.schemas(), usual.resourceTypes(), usual.bytes(), usual.attributes(),
                usual.indexes(), resources, time);
    }

    private Resources resources(Duration patience) {
        ResourceLimits usual = ResourceLimits.defaults();
        ResourceLimits limits = new ResourceLimits(usual.pageSize(), usual.maxPageSize(), usual.pageBytes(),
                usual.resourceSize(), usual.filter(),
                new ScanLimits(usual.scans().resources(), usual.scans().bytes(),
                        usual.scans().members(), usual.scans().indexRows(), 1, patience),
                usual.memberChunk(), usual.patchAnswerMembers(), usual.indexedValues(), usual.undeclaredNames());
        return new Resources(storage, Clock.systemUTC(), house.ids, limits, PatchLimits.defaults());
    }
}
