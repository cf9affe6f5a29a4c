package dev.rollcall.outbound.setting;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much the outbound side does at the same time, and how much it keeps.
 *
 * @param concurrency how many runs are under way at the same time over all streams; each stream has an equal share
 * @param memory the bytes that runs under way may hold, see {@link #RUN_BYTES}
 * @param queueAhead how many open deliveries of a stream lie ready; what is behind them is a place in the change record
 * @param memberDeltas how many changes of members wait for a stream's target
 * @param deadLetters how many failed deliveries of a stream are kept; the stream waits when there are more
 * @param hold how long the change record is kept for a stream that does not get on
 */
public record OutboundSettings(
        int concurrency, long memory, int queueAhead, int memberDeltas, int deadLetters, Duration hold) {

    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> CONCURRENCY = SETTINGS.number("outbound.concurrency", 64, 1, 1_000,
            "How many users or groups are delivered at the same time over all event streams. Each enabled stream has an"
                    + " equal share of it, so that a target that does not answer slows no other one.");
    static final Setting<Long> MEMORY = SETTINGS.largeSize("outbound.memory", "320MiB", "5MiB", "64GiB",
            "How many bytes the deliveries under way may hold; each is counted with 5 MiB, the most that one can. It is"
                    + " never more than half of the memory that the process may use.");
    static final Setting<Integer> QUEUE_AHEAD = SETTINGS.number("outbound.queue-ahead", 10_000, 100, 1_000_000,
            "How many open deliveries of an event stream lie ready as rows, but for the rest of a page of changes. What is"
                    + " behind them is a place in the change record, however much it is.");
    static final Setting<Integer> MEMBER_DELTAS = SETTINGS.number("outbound.member-deltas", 1_000_000, 1_000,
            100_000_000, "How many changes of members may wait for an event stream's target before the stream waits.");
    static final Setting<Integer> DEAD_LETTERS = SETTINGS.number("outbound.dead-letters", 100_000, 100, 10_000_000,
            "How many failed deliveries of an event stream are kept. When there are as many the stream waits until some"
                    + " are delivered again or discarded.");
    static final Setting<Duration> HOLD = SETTINGS.duration("outbound.hold", "30d", "1h", "3650d",
            "How long the change record is kept for an event stream that does not get on. After that it needs a"
                    + " synchronisation.");

    /** How many event streams there may be. */
    public static final Setting<Integer> EVENT_STREAMS = SETTINGS.number("limits.event-streams", 100, 1, 1_000,
            "How many event streams there may be.");

    /** Which addresses that are not public may be called. */
    public static final Setting<List<AddressBlock>> ALLOWED_NETWORKS = SETTINGS.list("outbound.allowed-networks",
            new SettingForm<>("networks",
                    "addresses or networks with commas between them, such as 10.0.0.0/8,192.0.2.7",
                    OutboundSettings::networks),
            "Addresses that are not public and to which event streams may deliver all the same.");

    /**
     * The most that one run holds: an answer of 1 MiB, what is read from it, which is 2 MiB of text and 1.5 MiB of a bounded tree, and
     * what is sent.
     */
    public static final long RUN_BYTES = 5L << 20;

    /** Those that the settings say. */
    public static OutboundSettings of(SettingValues values) {
        return new OutboundSettings(values.get(CONCURRENCY), values.get(MEMORY), values.get(QUEUE_AHEAD),
                values.get(MEMBER_DELTAS), values.get(DEAD_LETTERS), values.get(HOLD));
    }

    private static Optional<List<AddressBlock>> networks(String text) {
        try {
            return Optional.of(Arrays.stream(text.split(",", -1)).map(String::strip).map(AddressBlock::parse).toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Those that hold when nothing is set. */
    public static OutboundSettings defaults() {
        return of(SettingValues.defaults());
    }
}
