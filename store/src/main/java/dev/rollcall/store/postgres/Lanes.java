package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.Overload;
import dev.rollcall.store.fair.Patience;
import dev.rollcall.store.write.Pending;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who writes in which lane. The first to come leads: it takes what waits in its lane into one transaction. The others
 * wait, and mostly find themselves answered; one that was not taken within {@link StoreOptions#busyTimeout()} goes away.
 */
final class Lanes {

    /** Runs a transaction that begins with some work of a lane, and takes more of the lane's works in. */
    interface Leader {
        /** Answers every work that it takes, whatever happens. */
        void lead(Share share, String lane, Waiting waiting);
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

        synchronized boolean withdraw(Pending<WriteSession, ?> work) {
            return works.remove(work);
        }
    }

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<Share, Integer> present = new ConcurrentHashMap<>();
    private final Leader leader;
    private final StoreOptions options;

    Lanes(Leader leader, StoreOptions options) {
        this.leader = leader;
        this.options = options;
    }

    /**
     * Returns after the work was answered.
     *
     * @throws StorageException of the kind OVERLOADED when too many of the share are here, or its turn did not come
     */
    void run(Share share, String name, Pending<WriteSession, ?> work) {
        admit(share);
        try {
            Lane lane = enter(name);
            try {
                lane.add(work);
                run(share, name, lane, work);
            } finally {
                // Whatever happened, nobody else is to run a work whose caller has gone.
                lane.withdraw(work);
                leave(name);
            }
        } finally {
            present.computeIfPresent(share, (_, number) -> number == 1 ? null : number - 1);
        }
    }

    private void run(Share share, String name, Lane lane, Pending<WriteSession, ?> work) {
        while (!work.isAnswered()) {
            if (Patience.lock(lane.leadership, options.busyTimeout())) {
                try {
                    if (!work.isAnswered()) {
                        leader.lead(share, name, lane::poll);
                    }
                } finally {
                    lane.leadership.unlock();
                }
            } else if (lane.withdraw(work)) {
                throw Overload.tooLong(share, options.busyTimeout());
            }
        }
    }

    private void admit(Share share) {
        int limit = options.waitingWorks();
        present.compute(share, (_, known) -> {
            int number = known == null ? 0 : known;
            if (number >= limit) {
                throw Overload.tooMany(share, limit);
            }
            return number + 1;
        });
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
