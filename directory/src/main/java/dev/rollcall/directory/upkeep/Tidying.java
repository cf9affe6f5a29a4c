package dev.rollcall.directory.upkeep;

import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ExpiryPage;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps the store tidy: looks for chores by reads, at most one page of connections at a time, and writes only what is due.
 * For one thread at a time.
 */
public final class Tidying {
    /** Connections that are looked at in one read. */
    static final int CONNECTIONS = 50;

    private final Storage storage;
    private final Clock clock;
    private final UpkeepOptions options;
    private final Queue<Chore> due = new ArrayDeque<>();
    private long nextSearch;
    private long nextWalk;
    private boolean walking;
    private String walkedTo = "";

    public Tidying(Storage storage, Clock clock, UpkeepOptions options) {
        this.storage = storage;
        this.clock = clock;
        this.options = options;
        this.nextSearch = options.nanos().getAsLong();
        this.nextWalk = nextSearch;
    }

    /**
     * Does one bounded piece of what is due.
     *
     * @return whether there may be more to do at once
     */
    public boolean step() {
        Instant now = clock.instant();
        Expiry expiry = new Expiry(now.minus(options.logRetention()), now.minus(options.changeRetention()),
                now.minus(options.auditRetention()), now.minus(options.deliveryRetention()),
                now.minus(options.deadLetterRetention()), options.mostDeliveries());
        if (due.isEmpty()) {
            search(expiry);
        }
        Chore chore = due.poll();
        if (chore == null) {
            return false;
        }
        // A chore that fails is not kept: it would keep the others from their turn, and the next search finds it again.
        if (storage.write(Share.HOUSE, "upkeep", session -> session.upkeep().run(chore, expiry))) {
            due.add(chore);
        }
        return true;
    }

    private void search(Expiry expiry) {
        long now = options.nanos().getAsLong();
        if (now - nextSearch >= 0) {
            due.addAll(storage.read(Share.HOUSE, session -> session.upkeep().due()));
            // Also when something was found: a store that is written to always has a little to do, and what has more to do
            // stays due by itself.
            nextSearch = now + nanos(options.search());
        }
        if (!walking && now - nextWalk >= 0) {
            walking = true;
            nextWalk = now + nanos(options.expiryWalk());
        }
        if (due.isEmpty() && walking) {
            ExpiryPage page = storage.read(Share.HOUSE,
                    session -> session.upkeep().expired(walkedTo, CONNECTIONS, expiry));
            walkedTo = page.last();
            walking = !walkedTo.isEmpty();
            page.due().forEach(connection -> due.add(new Chore.Expire(connection)));
            due.addAll(page.streams());
            if (page.audit()) {
                due.add(new Chore.ExpireAudit());
            }
            if (page.assertions()) {
                due.add(new Chore.ForgetAssertions());
            }
        }
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
