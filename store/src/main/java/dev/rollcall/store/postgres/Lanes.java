package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.write.Pending;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who writes in which lane. The first to come leads: it takes what waits in its lane into one transaction. The others
 * wait, and mostly find themselves answered.
 */
final class Lanes {

    /** Runs a transaction that begins with some work of a lane, and takes more of the lane's works in. */
    interface Leader {
        void lead(String lane, Waiting waiting);
    }

    /** What waits in a lane. */
    interface Waiting {
        /** The next work, taken out; null when none waits. */
        @Nullable
        Pending<WriteSession, ?> poll();
    }

    private static final class Lane {
        private final ReentrantLock leadership = new ReentrantLock();
        private final Queue<Pending<WriteSession, ?>> works = new ArrayDeque<>();
        private int callers;

        synchronized void add(Pending<WriteSession, ?> work) {
            works.add(work);
        }

        synchronized @Nullable Pending<WriteSession, ?> poll() {
            return works.poll();
        }
    }

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Leader leader;

    Lanes(Leader leader) {
        this.leader = leader;
    }

    /** Returns after the work was answered. */
    void run(String name, Pending<WriteSession, ?> work) {
        Lane lane = enter(name);
        lane.add(work);
        try {
            lane.leadership.lock();
            try {
                while (!work.isAnswered()) {
                    leader.lead(name, lane::poll);
                }
            } finally {
                lane.leadership.unlock();
            }
        } finally {
            leave(name);
        }
    }

    private Lane enter(String name) {
        return lanes.compute(name, (_, known) -> {
            Lane lane = known == null ? new Lane() : known;
            lane.callers++;
            return lane;
        });
    }

    private void leave(String name) {
        lanes.computeIfPresent(name, (_, lane) -> {
            lane.callers--;
            return lane.callers == 0 ? null : lane;
        });
    }
}
