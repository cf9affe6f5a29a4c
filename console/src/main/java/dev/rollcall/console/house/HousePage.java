package dev.rollcall.console.house;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.HouseFacts;
import dev.rollcall.console.house.HouseView.Figure;
import dev.rollcall.console.house.HouseView.Key;
import dev.rollcall.console.house.HouseView.Node;
import dev.rollcall.console.house.HouseView.Reader;
import dev.rollcall.console.house.HouseView.Section;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.server.health.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The installation itself: whether each part of it works, its store, who follows the change record, its nodes, the keys that sign access
 * tokens, and the settings in force.
 *
 * <p>Guarantees: no secret is shown, and nothing is written; a part that does not answer is waited for no longer than by {@code
 * /health/ready}.
 */
public final class HousePage implements ConsolePage {
    private final ConsoleServices services;
    private final Readiness readiness;

    public HousePage(ConsoleServices services, Readiness readiness) {
        this.services = services;
        this.readiness = readiness;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.HOUSE, ManagementScope.READ_CLIENTS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Frame frame = request.frame();
        Instant now = services.clock().instant();
        boolean streams = frame.may(ManagementScope.READ_EVENT_STREAMS);
        Known known = services.storage().read(request.share(), session -> {
            List<Key> keys = session.signingKeys()
                    .all()
                    .stream()
                    .map(key -> new Key(key.keyId(), key.createdAt(), key.retiredAt()))
                    .toList();
            HouseFollowers followers = new HouseFollowers(session, now);
            List<Reader> readers = followers.readers()
                    .stream()
                    .map(reader -> reader.withUrl(
                            reader.streamUrl().filter(id -> streams).map(id -> frame.link(ConsolePath.STREAM, id))))
                    .toList();
            return new Known(readers, followers.nodes(), keys);
        });
        // After the read: the look is waited for, and reads by itself, of which a few pages could hold all readers.
        return ConsoleAnswer.page("house.jte", new HouseView(readiness.look(), figures(), known.readers, known.nodes,
                known.keys, sections()));
    }

    /** What the store says. */
    private record Known(List<Reader> readers, List<Node> nodes, List<Key> keys) {}

    private List<Figure> figures() {
        StorageHealth health = services.storage().health();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("Version", services.house().version()));
        figures.add(new Figure("Store", services.storage().engine()));
        health.freeBytes().ifPresent(bytes -> figures.add(new Figure("Room on its disk", mebibytes(bytes))));
        figures.add(new Figure("Works that wait to write", Integer.toString(health.waitingWrites())));
        figures.add(new Figure("Works that wait to read", Integer.toString(health.waitingReads())));
        figures.add(new Figure("The longest wait to write", health.longestWait().toMillis() + " ms"));
        health.sinceCommit()
                .ifPresent(since -> figures.add(new Figure("The last write", since.toSeconds() + " s ago")));
        return figures;
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private List<Section> sections() {
        Map<String, List<HouseFacts.Fact>> sections = new LinkedHashMap<>();
        for (HouseFacts.Fact fact : services.house().settings()) {
            sections.computeIfAbsent(fact.key().substring(0, fact.key().indexOf('.')), _ -> new ArrayList<>())
                    .add(fact);
        }
        return sections.entrySet().stream().map(entry -> new Section(entry.getKey(), entry.getValue())).toList();
    }
}
