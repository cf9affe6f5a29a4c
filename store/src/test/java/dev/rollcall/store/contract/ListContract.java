package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.text.Folding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

interface ListContract extends StorageFixture {
    String[] TEXTS = {"", "a", "ab", "abc", "b", "é", "\uD7FF", "\uE000x", "\uFFFFz", "😀", "😀a", "\uDBFF\uDFFF",
        "\uDBFF\uDFFF1", "z"};

    /** A row as the test knows it. */
    record Row(StoredResource resource, IndexKeys keys) {
        Optional<Comparable<?>> value(IndexColumn column) {
            return switch (column) {
                case ID -> Optional.of(resource.id());
                case UNIQUE_KEY -> Optional.of(keys.uniqueKey());
                case EXTERNAL_ID -> keys.externalId().map(v -> v);
                case DISPLAY_NAME -> keys.displayName().map(v -> v);
                case MANAGER -> keys.manager().map(v -> v);
                case ACTIVE -> Optional.of(keys.active() ? 1L : 0L);
                case CREATED -> Optional.of(resource.created().toEpochMilli());
                case LAST_MODIFIED -> Optional.of(resource.lastModified().toEpochMilli());
            };
        }
    }

    @ParameterizedTest
    @EnumSource(IndexColumn.class)
    default void pagesByKeyAreTheWholeListInOrder(IndexColumn order) {
        World world = world();
        List<Row> rows = generate(world, 60, order.ordinal());
        for (boolean descending : new boolean[]{false, true}) {
            List<String> expected = rows.stream()
                    .sorted(comparator(order, descending))
                    .map(r -> r.resource().id())
                    .toList();
            assertThat(ids(world, query(world, new Condition.All(), order, descending, Optional.empty(), 0, 1000)))
                    .isEqualTo(expected);
            assertThat(paged(world, order, descending, 7)).isEqualTo(expected);
            for (int offset : new int[]{1, 13, 59, 60, 1000}) {
                assertThat(
                        ids(world, query(world, new Condition.All(), order, descending, Optional.empty(), offset, 5)))
                        .as("offset %d", offset)
                        .isEqualTo(expected.stream().skip(offset).limit(5).toList());
            }
        }
    }

    @Test
    default void conditionsSelectWhatTheyMean() {
        World world = world();
        List<Row> rows = generate(world, 80, 42);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Probe probe = probe(random, 3);
            List<String> expected = rows.stream()
                    .filter(probe.predicate())
                    .map(r -> r.resource().id())
                    .sorted()
                    .toList();
            assertThat(ids(world, query(world, probe.condition(), IndexColumn.ID, false, Optional.empty(), 0, 1000)))
                    .as(probe.condition().toString())
                    .isEqualTo(expected);
            assertThat(storage().<Long>read(Share.HOUSE,
                    s -> s.resources().count(world.connection, "User", probe.condition(), 1_000_000)))
                    .isEqualTo(expected.size());
        }
    }

    @Test
    default void aListHoldsOneConnectionAndTypeOnly() {
        World world = world();
        world.group("g");
        world().user("elsewhere");
        StoredResource user = world.user("u");

        assertThat(ids(world, query(world, new Condition.All(), IndexColumn.ID, false, Optional.empty(), 0, 10)))
                .containsExactly(user.id());
    }

    /** A condition and what it means. */
    record Probe(Condition condition, Predicate<Row> predicate) {}

    private static Probe probe(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> column(random);
            case 1 -> entry(random);
            case 2 -> number(random);
            case 3 -> {
                IndexColumn column = random.nextBoolean() ? IndexColumn.EXTERNAL_ID : IndexColumn.MANAGER;
                yield new Probe(new Condition.HasValue(column), r -> r.value(column).isPresent());
            }
            case 4 -> {
                Probe a = probe(random, depth - 1);
                Probe b = probe(random, depth - 1);
                yield new Probe(new Condition.And(List.of(a.condition(), b.condition())),
                        a.predicate().and(b.predicate()));
            }
            case 5 -> {
                Probe a = probe(random, depth - 1);
                Probe b = probe(random, depth - 1);
                yield new Probe(new Condition.Or(List.of(a.condition(), b.condition())),
                        a.predicate().or(b.predicate()));
            }
            default -> {
                Probe part = probe(random, depth - 1);
                yield new Probe(new Condition.Not(part.condition()), part.predicate().negate());
            }
        };
    }

    private static Probe column(Random random) {
        IndexColumn column = List.of(IndexColumn.UNIQUE_KEY, IndexColumn.EXTERNAL_ID, IndexColumn.DISPLAY_NAME,
                IndexColumn.MANAGER).get(random.nextInt(4));
        Comparator comparator = Comparator.values()[random.nextInt(Comparator.values().length)];
        String value = TEXTS[random.nextInt(TEXTS.length)];
        return new Probe(new Condition.Text(column, comparator, value),
                r -> r.value(column).filter(v -> compares((String) v, comparator, value)).isPresent());
    }

    private static Probe entry(Random random) {
        Comparator comparator = Comparator.values()[random.nextInt(Comparator.values().length)];
        String value = TEXTS[random.nextInt(TEXTS.length)];
        List<String> qualifiers = List.of(List.<String>of(), List.of("work"), List.of("work", ""))
                .get(random.nextInt(3));
        return new Probe(new Condition.Entry("emails.value", comparator, value, qualifiers),
                r -> r.keys()
                        .entries()
                        .stream()
                        .anyMatch(e -> compares(e.value(), comparator, value)
                                && (qualifiers.isEmpty() || qualifiers.contains(e.qualifier()))));
    }

    private static Probe number(Random random) {
        Comparator comparator = List.of(Comparator.EQ, Comparator.GT, Comparator.GE, Comparator.LT, Comparator.LE)
                .get(random.nextInt(5));
        boolean active = random.nextBoolean();
        IndexColumn column = active ? IndexColumn.ACTIVE : IndexColumn.LAST_MODIFIED;
        long value = active ? random.nextInt(2) : World.START.toEpochMilli() + random.nextInt(10);
        return new Probe(new Condition.Number(column, comparator, value), r -> {
            int order = Long.compare((Long) r.value(column).orElseThrow(), value);
            return satisfies(order, comparator);
        });
    }

    private static boolean compares(String actual, Comparator comparator, String value) {
        return comparator == Comparator.STARTS_WITH
                ? actual.startsWith(value)
                : satisfies(Folding.compareCodePoints(actual, value), comparator);
    }

    private static boolean satisfies(int order, Comparator comparator) {
        return switch (comparator) {
            case EQ -> order == 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case STARTS_WITH -> throw new IllegalArgumentException();
        };
    }

    private static List<Row> generate(World world, int number, int seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Instant time = World.START.plusMillis(random.nextInt(10));
            StoredResource user = new StoredResource(world.connection, "User", World.newId(), 1, time,
                    time.plusMillis(random.nextInt(3)), 0, World.document("u" + i));
            List<Entry> entries = new ArrayList<>();
            for (int e = random.nextInt(3); e > 0; e--) {
                entries.add(new Entry("emails.value", TEXTS[random.nextInt(TEXTS.length)],
                        random.nextBoolean() ? "work" : ""));
            }
            IndexKeys keys = new IndexKeys(TEXTS[random.nextInt(TEXTS.length)] + i, maybe(random), maybe(random),
                    random.nextBoolean(), maybe(random), entries);
            rows.add(new Row(world.put(user, keys), keys));
        }
        return rows;
    }

    private static Optional<String> maybe(Random random) {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(TEXTS[random.nextInt(TEXTS.length)]);
    }

    private static java.util.Comparator<Row> comparator(IndexColumn order, boolean descending) {
        java.util.Comparator<Row> ascending = (a, b) -> compare(a.value(order), b.value(order));
        java.util.Comparator<Row> whole = ascending.thenComparing(r -> r.resource().id());
        return descending ? whole.reversed() : whole;
    }

    private static int compare(Optional<Comparable<?>> a, Optional<Comparable<?>> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        return a.get() instanceof String text
                ? Folding.compareCodePoints(text, (String) b.get())
                : Long.compare((Long) a.get(), (Long) b.get());
    }

    private static List<String> paged(World world, IndexColumn order, boolean descending, int page) {
        List<String> ids = new ArrayList<>();
        Optional<ResourceQuery.Position> after = Optional.empty();
        while (true) {
            ResourceQuery query = query(world, new Condition.All(), order, descending, after, 0, page);
            List<StoredResource> rows = world.storage.read(Share.HOUSE,
                    s -> s.resources().list(query, Long.MAX_VALUE).resources());
            rows.forEach(r -> ids.add(r.id()));
            if (rows.size() < page) {
                return ids;
            }
            after = Optional.of(world.storage.read(Share.HOUSE, s -> s.resources().position(query, rows.getLast())));
        }
    }

    private static ResourceQuery query(
            World world, Condition condition, IndexColumn order, boolean descending,
            Optional<ResourceQuery.Position> after, long offset, int limit) {
        return new ResourceQuery(world.connection, "User", condition, order, descending, after, offset, limit);
    }

    private static List<String> ids(World world, ResourceQuery query) {
        return world.storage.read(Share.HOUSE, s -> s.resources().list(query, Long.MAX_VALUE).resources())
                .stream()
                .map(StoredResource::id)
                .toList();
    }
}
