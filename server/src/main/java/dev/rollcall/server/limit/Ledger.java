package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds how much, who waits for how much, and who is next. Decides alone, without time and threads: {@link BodyMemory}
 * guards it and lets its threads wait.
 *
 * <p>Turns go round by connection, and within a connection by age. The one whose turn it is keeps it until there is room;
 * meanwhile only such go on that hold something already, because they must end before anything is given back. They cannot
 * go on for ever: nobody begins before the one whose turn it is.
 */
final class Ledger {
    private final long capacity;
    private final long connectionPart;
    private final Map<Share, Account> accounts = new HashMap<>();
    /** The connections that have somebody waiting; the first has the next turn. */
    private final Deque<Account> turns = new ArrayDeque<>();

    private long taken;
    private int waiting;
    private int running;

    Ledger(long capacity) {
        this.capacity = capacity;
        this.connectionPart = capacity / 2;
    }

    long capacity() {
        return capacity;
    }

    long taken() {
        return taken;
    }

    int waiting() {
        return waiting;
    }

    /**
     * Asks for so many bytes instead of those that it holds; it is granted, or waits.
     *
     * @param bytes at most the capacity
     * @param claim what it counts for its connection
     * @param maxWaiting how many of its connection may wait
     * @return false when it would be one waiting too many; it then holds what it held
     */
    boolean ask(Hold hold, long bytes, long claim, int maxWaiting) {
        Account account = accounts.computeIfAbsent(hold.share, c -> new Account());
        if (hold.bytes > 0) {
            running--;
            account.running--;
        }
        setClaim(account, hold, hold.bytes);
        hold.want(bytes, claim);
        if (account.waitingCount() == 0) {
            turns.addLast(account);
        }
        account.add(hold);
        waiting++;
        goOn();
        if (hold.waits() && account.waitingCount() > maxWaiting) {
            withdraw(hold);
            return false;
        }
        return true;
    }

    /**
     * Takes so many bytes instead of those that it holds, if nobody waits and there is room.
     *
     * @param bytes at most the capacity
     * @param claim what it counts for its connection
     * @return false when not; it holds what it held then
     */
    boolean take(Hold hold, long bytes, long claim) {
        if (!turns.isEmpty() || taken - hold.bytes + bytes > capacity) {
            return false;
        }
        Account account = accounts.computeIfAbsent(hold.share, c -> new Account());
        boolean held = hold.bytes > 0;
        boolean alone = account.running == (held ? 1 : 0);
        boolean admitted = alone || account.claims - hold.claim + claim <= connectionPart;
        if (admitted) {
            if (!held) {
                running++;
                account.running++;
                account.holding++;
            }
            taken += bytes - hold.bytes;
            hold.bytes = bytes;
            setClaim(account, hold, claim);
        }
        forgetEmpty(hold, account);
        return admitted;
    }

    /** Takes back what it holds beyond so many bytes; it does not wait. */
    void lower(Hold hold, long bytes) {
        if (bytes == 0) {
            release(hold);
        } else if (hold.bytes > bytes) {
            taken -= hold.bytes - bytes;
            hold.bytes = bytes;
            setClaim(account(hold), hold, Math.min(hold.claim, bytes));
            goOn();
        }
    }

    /** Ends a wait without a grant, unless the grant came first; what it holds stays until it is released. */
    void withdraw(Hold hold) {
        if (hold.waits()) {
            endWait(account(hold), hold);
            goOn();
        }
    }

    /** Takes back what it holds, and its wait. */
    void release(Hold hold) {
        if (hold.waits()) {
            endWait(account(hold), hold);
        }
        if (hold.bytes > 0) {
            Account account = account(hold);
            running--;
            account.running--;
            account.holding--;
            taken -= hold.bytes;
            hold.bytes = 0;
            setClaim(account, hold, 0);
            forgetEmpty(hold, account);
        }
        goOn();
    }

    private void goOn() {
        while (grantTurn() || grantHolder()) {
            continue;
        }
        if (running == 0) {
            mostHeld().ifPresent(hold -> {
                hold.shed = true;
                endWait(account(hold), hold);
            });
        }
    }

    private boolean grantTurn() {
        for (Account account : turns) {
            Hold first = account.first();
            if (account.admits(first, connectionPart)) {
                return fits(first) && grant(account, first);
            }
        }
        return false;
    }

    private boolean grantHolder() {
        for (Account account : turns) {
            for (Hold hold : account.waiting()) {
                if (hold.bytes > 0 && fits(hold) && account.admits(hold, connectionPart)) {
                    return grant(account, hold);
                }
            }
        }
        return false;
    }

    /** The youngest that waits of the connection that holds most. */
    private Optional<Hold> mostHeld() {
        Account most = null;
        for (Account account : turns) {
            if (account.claims > 0 && (most == null || account.claims > most.claims)) {
                most = account;
            }
        }
        List<Hold> holders = most == null ? List.of() : most.waitingHolders();
        return holders.isEmpty() ? Optional.empty() : Optional.of(holders.getLast());
    }

    private boolean fits(Hold hold) {
        return taken - hold.bytes + hold.wantedBytes <= capacity;
    }

    private boolean grant(Account account, Hold hold) {
        taken += hold.wantedBytes - hold.bytes;
        if (hold.bytes == 0) {
            account.holding++;
        }
        hold.bytes = hold.wantedBytes;
        setClaim(account, hold, hold.wantedClaim);
        endWait(account, hold);
        return true;
    }

    private void endWait(Account account, Hold hold) {
        account.remove(hold);
        waiting--;
        turns.remove(account);
        if (account.waitingCount() > 0) {
            turns.addLast(account);
        }
        if (hold.bytes > 0) {
            running++;
            account.running++;
        }
        hold.wake();
        forgetEmpty(hold, account);
    }

    private static void setClaim(Account account, Hold hold, long claim) {
        account.claims += claim - hold.claim;
        hold.claim = claim;
    }

    private Account account(Hold hold) {
        Account account = accounts.get(hold.share);
        if (account == null) {
            throw new IllegalStateException("A request that holds nothing gives something back");
        }
        return account;
    }

    private void forgetEmpty(Hold hold, Account account) {
        if (account.isEmpty()) {
            accounts.remove(hold.share);
        }
    }
}
