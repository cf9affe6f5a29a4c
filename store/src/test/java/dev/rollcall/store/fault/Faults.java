package dev.rollcall.store.fault;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which statements fail, and how. Each fault strikes once. A commit has the text {@code COMMIT}, whoever says it. */
public final class Faults {
    /** When a fault strikes. */
    public enum When {
        /** Instead of the statement. */
        BEFORE,
        /** Although the database did what it was told. */
        AFTER
    }

    /** What happens. */
    public interface Strike {
        void on(Connection real) throws Throwable;
    }

    private record Fault(When when, Predicate<String> statement, Strike strike) {}

    private final List<Fault> armed = new ArrayList<>();
    private @Nullable List<String> seen;

    /** The next statement of that kind fails. */
    public synchronized void arm(When when, Predicate<String> statement, Strike strike) {
        armed.add(new Fault(when, statement, strike));
    }

    /** The next statement that begins so fails, with this. */
    public void arm(When when, String beginning, Throwable failure) {
        arm(when, text -> text.startsWith(beginning), _ -> {
            throw failure;
        });
    }

    /** Nothing fails any more. @return how many faults did not strike */
    public synchronized int disarm() {
        int left = armed.size();
        armed.clear();
        return left;
    }

    /** Begins to note statements down. */
    public synchronized void watch() {
        seen = new ArrayList<>();
    }

    /** The statements since {@link #watch}. */
    public synchronized List<String> seen() {
        return seen == null ? List.of() : List.copyOf(seen);
    }

    synchronized void note(String statement) {
        if (seen != null) {
            seen.add(statement);
        }
    }

    void strike(When when, String statement, Connection real) throws Throwable {
        Strike strike = take(when, statement);
        if (strike != null) {
            strike.on(real);
        }
    }

    private synchronized @Nullable Strike take(When when, String statement) {
        for (Fault fault : armed) {
            if (fault.when == when && fault.statement.test(statement)) {
                armed.remove(fault);
                return fault.strike;
            }
        }
        return null;
    }
}
