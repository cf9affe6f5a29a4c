package dev.rollcall.console.house;

import dev.rollcall.console.house.HouseView.Node;
import dev.rollcall.console.house.HouseView.Reader;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveringNode;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who follows the change record, whoever is furthest behind first, and which nodes deliver.
 *
 * <p>Guarantees: a look costs two searches by an index for each reader, of {@value #READERS} readers at most, and counts no more than
 * {@value #MOST_BEHIND} changes of each.
 */
final class HouseFollowers {
    /** Readers that are looked at; those of streams come first. */
    static final int READERS = 100;
    /** Changes that are counted of one reader. */
    static final int MOST_BEHIND = 1_000;
    /** So long a node counts that has not said that it lives. */
    private static final Duration SEEN = Duration.ofMinutes(5);
    /** After so long without a word a node is taken for dead by the others. */
    private static final Duration ALIVE = Duration.ofSeconds(20);

    private final ReadSession session;
    private final Instant now;
    private final Map<String, EventStream> streams;

    HouseFollowers(ReadSession session, Instant now) {
        this.session = session;
        this.now = now;
        this.streams = session.streams()
                .all()
                .stream()
                .collect(Collectors.toMap(stream -> stream.id().readerName(), Function.identity()));
    }

    /** The readers, whoever has waited longest first, and then those who have read all. */
    List<Reader> readers() {
        return session.changeReaders()
                .all(READERS)
                .stream()
                .map(this::reader)
                .sorted(Comparator.comparing((Reader reader) -> reader.oldest().orElse(Instant.MAX)))
                .toList();
    }

    private Reader reader(ChangeReader reader) {
        Optional<EventStream> stream = Optional.ofNullable(streams.get(reader.name()))
                .filter(found -> reader.connection().isEmpty());
        // A stream's own place is written as it reads; its reader's now and then.
        String position = stream.flatMap(found -> session.streams().progress(found.id()))
                .map(StreamProgress::position)
                .orElse(reader.position());
        int behind = session.changes().behind(position, MOST_BEHIND);
        Optional<Instant> oldest = behind == 0 ? Optional.empty()
                : session.changes().page(position, 1).changes().stream().map(ChangeRecord::time).findFirst();
        return new Reader(stream.map(EventStream::name).orElse(reader.name()), stream.map(found -> found.id().value()),
                reader.connection()
                        .map(id -> session.connections().find(id).map(Connection::name).orElse(id.value())),
                behind >= MOST_BEHIND ? behind + "+" : Integer.toString(behind), oldest, reader.leaseUntil(),
                reader.leaseUntil().isAfter(now));
    }

    /** The nodes that have said lately that they live, each with the streams whose change record it follows. */
    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        Instant there = session.streams().now();
        List<StreamProgress> progress = session.streams().progress();
        for (DeliveringNode node : session.streams().nodeList(SEEN)) {
            List<String> follows = progress.stream()
                    .filter(one -> one.followNode().filter(node.node()::equals).isPresent()
                            && one.followUntil().isAfter(there))
                    .map(one -> streams.get(one.stream().readerName()))
                    .filter(stream -> stream != null && !stream.isHidden())
                    .map(EventStream::name)
                    .sorted()
                    .toList();
            nodes.add(new Node(node.name(), node.seenAt(), node.seenAt().plus(ALIVE).isAfter(there), follows));
        }
        return nodes;
    }
}
