package dev.rollcall.console.house;

import dev.rollcall.console.frame.HouseFacts;
import dev.rollcall.server.health.PartState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of the installation shows.
 *
 * @param parts of the service, each with what is wrong with it
 * @param figures of the service and its store
 * @param readers who follow the change record, whoever is furthest behind first
 * @param nodes that deliver; empty where one process does alone
 * @param keys that sign access tokens, the newest first
 */
public record HouseView(List<PartState> parts, List<Figure> figures, List<Reader> readers, List<Node> nodes,
        List<Key> keys, List<Section> sections) {
    public HouseView {
        parts = List.copyOf(parts);
        figures = List.copyOf(figures);
        readers = List.copyOf(readers);
        nodes = List.copyOf(nodes);
        keys = List.copyOf(keys);
        sections = List.copyOf(sections);
    }

    /** A name and what there is to say of it. */
    public record Figure(String name, String text) {}

    /**
     * Somebody who follows the change record and is waited for.
     *
     * @param name its own, or that of its stream
     * @param streamUrl of its stream's page; empty for one that is no stream's, and for whoever may not see streams
     * @param connection whose changes it follows; empty for those of all
     * @param behind changes that it has not read, as text
     * @param oldest when the oldest of them was made; empty when it has read all
     * @param leaseUntil until when it is waited for
     * @param live whether that lasts
     */
    public record Reader(String name, Optional<String> streamUrl, Optional<String> connection, String behind,
            Optional<Instant> oldest, Instant leaseUntil, boolean live) {
        Reader withUrl(Optional<String> url) {
            return new Reader(name, url, connection, behind, oldest, leaseUntil, live);
        }
    }

    /**
     * A process that delivers.
     *
     * @param alive whether the others take it for alive
     * @param follows the streams to which it gives what has changed
     */
    public record Node(String name, Instant seenAt, boolean alive, List<String> follows) {
        public Node {
            follows = List.copyOf(follows);
        }
    }

    /** A key. @param retiredAt since when it signs no more */
    public record Key(String id, Instant createdAt, Optional<Instant> retiredAt) {}

    /** The settings of a section of {@code rollcall.yaml}. */
    public record Section(String name, List<HouseFacts.Fact> lines) {
        public Section {
            lines = List.copyOf(lines);
        }

        /** How many of them somebody has set. */
        public long set() {
            return lines.stream().filter(HouseFacts.Fact::isSet).count();
        }
    }
}
