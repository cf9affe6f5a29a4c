package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The first client of the management API, by which an operator makes others.
 *
 * <p>Guarantees: a store gets one once in its life, however often and by how many nodes it is tried and whatever becomes of it; and
 * none when it had another client before.
 */
public final class FirstClient {
    private static final String MARK = "first-client";
    private static final String LANE = "oauth";

    private final Storage storage;
    private final Clients clients;

    public FirstClient(Storage storage, Clients clients) {
        this.storage = storage;
        this.clients = clients;
    }

    /**
     * Makes it, unless that was tried before.
     *
     * @param staged is given the client before it is in the store, so that its secret is not lost between
     */
    public void make(ClientDraft draft, Consumer<NewClient> staged) {
        if (id().isPresent()) {
            return;
        }
        NewClient made = clients.draw(draft);
        staged.accept(made);
        storage.write(Share.OAUTH, LANE, session -> {
            boolean others = !session.clients().of(Optional.empty()).isEmpty();
            boolean first = session.marks().setFirst(MARK, others ? "" : made.client().id().value());
            if (first && !others) {
                clients.insert(session, made);
            }
            return made;
        });
    }

    /** Its id; empty text when there were other clients before one was to be made; nothing when none was to be made yet. */
    public Optional<String> id() {
        return storage.read(Share.OAUTH, session -> session.marks().find(MARK));
    }
}
