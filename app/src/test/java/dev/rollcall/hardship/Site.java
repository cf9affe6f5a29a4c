package dev.rollcall.hardship;

import dev.rollcall.directory.storage.Storage;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A store with one or more servers on it. */
final class Site implements AutoCloseable {
    private final HttpClient http = newClient();
    private final List<Node> nodes = new ArrayList<>();

    private Site() {}

    /** A site on a new store. Several nodes need PostgreSQL. */
    static Site open(Engine engine, Path folder, int nodes) {
        RecentLog.keep();
        Site site = new Site();
        Place place = engine.newPlace(folder);
        for (int i = 0; i < nodes; i++) {
            site.nodes.add(Node.start(place, folder.resolve("keys.json")));
        }
        return site;
    }

    /** A client that keeps a connection for each of its threads. */
    static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** A new connection's client. */
    Tenant tenant(String name) {
        List<URI> uris = nodes.stream().map(Node::uri).toList();
        return new Tenant(http, uris, Access.create(storage(), name));
    }

    /** The store, as the first node has it. */
    Storage storage() {
        return nodes.getFirst().storage();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        http.close();
    }
}
