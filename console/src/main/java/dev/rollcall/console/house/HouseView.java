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
 * @param keys that sign access tokens, the newest first
 */
public record HouseView(List<PartState> parts, List<Figure> figures, List<Key> keys, List<Section> sections) {
    public HouseView {
        parts = List.copyOf(parts);
        figures = List.copyOf(figures);
        keys = List.copyOf(keys);
        sections = List.copyOf(sections);
    }

    /** A name and what there is to say of it. */
    public record Figure(String name, String text) {}

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
