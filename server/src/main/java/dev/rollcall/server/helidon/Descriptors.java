package dev.rollcall.server.helidon;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file descriptors of the process: each socket takes one, and when there are none left the library's listener ends.
 *
 * @param limit how many the process may have
 * @param open how many it has already, with the store open
 */
record Descriptors(long limit, long open) {
    /** What is left to the store, the logs and the class loader while all sockets are taken. */
    static final int RESERVE = 128;

    private static final Logger LOGGER = LoggerFactory.getLogger(Descriptors.class);

    /** Those of this process; empty where the system has no such limit. */
    static Optional<Descriptors> ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Optional.of(new Descriptors(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount()))
                : Optional.empty();
    }

    /** As many sockets as were asked for, or as many as the descriptors suffice for. */
    int sockets(int wanted) {
        long free = Math.max(0, limit - open);
        long available = Math.max(1, free - Math.min(RESERVE, free / 2));
        return (int) Math.min(wanted, available);
    }

    /** The number of sockets for this process; says so when it is less than what was asked for. */
    static int socketsOfProcess(int wanted) {
        Optional<Descriptors> process = ofProcess();
        int sockets = process.map(descriptors -> descriptors.sockets(wanted)).orElse(wanted);
        if (sockets < wanted) {
            LOGGER.warn(
                    "server.max-connections is lowered from {} to {}, because the process may open {} files. Raise its"
                            + " limit (ulimit -n, LimitNOFILE= of systemd, --ulimit nofile= of Docker).",
                    wanted,
                    sockets,
                    process.orElseThrow().limit());
        }
        return sockets;
    }
}
