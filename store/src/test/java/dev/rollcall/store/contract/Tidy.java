package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ExpiryPage;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.List;

/** Does all upkeep that is due. */
public final class Tidy {
    public static final Expiry NOTHING_EXPIRES = new Expiry(World.START, World.START);

    private Tidy() {}

    public static void up(Storage storage) {
        up(storage, NOTHING_EXPIRES);
    }

    public static void up(Storage storage, Expiry expiry) {
        chores(storage, expiry);
        String after = "";
        do {
            String last = after;
            ExpiryPage page = storage.read(Share.HOUSE, session -> session.upkeep().expired(last, 3, expiry));
            for (ConnectionId connection : page.due()) {
                finish(storage, new Chore.Expire(connection), expiry);
            }
            page.streams().forEach(chore -> finish(storage, chore, expiry));
            if (page.audit()) {
                finish(storage, new Chore.ExpireAudit(), expiry);
            }
            if (page.assertions()) {
                finish(storage, new Chore.ForgetAssertions(), expiry);
            }
            after = page.last();
        } while (!after.isEmpty());
        chores(storage, expiry);
    }

    /** Does one piece. @return whether there may be more */
    static boolean piece(Storage storage, Chore chore, Expiry expiry) {
        return storage.write(Share.HOUSE, "upkeep", session -> session.upkeep().run(chore, expiry));
    }

    private static void chores(Storage storage, Expiry expiry) {
        List<Chore> chores = storage.read(Share.HOUSE, session -> session.upkeep().due());
        while (!chores.isEmpty()) {
            chores.forEach(chore -> finish(storage, chore, expiry));
            chores = storage.read(Share.HOUSE, session -> session.upkeep().due());
        }
    }

    private static void finish(Storage storage, Chore chore, Expiry expiry) {
        while (piece(storage, chore, expiry)) {
            // Until nothing is left to do.
        }
    }
}
