package dev.rollcall.directory.upkeep;

import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long what is only kept for a while is kept, and how often upkeep looks for what is due.
 *
 * @param logRetention log rows
 * @param changeRetention the change record; never past a live reader
 * @param auditRetention rows of the audit log
 * @param deliveryRetention deliveries to event streams that are over
 * @param deadLetterRetention those that failed
 * @param mostDeliveries how many of the former are kept of a stream, however young they are
 * @param search how long it does not look for work after it has looked (2 s); it finishes what it found
 * @param expiryWalk how often it looks at every connection for rows past their time, which go so much late at most (10 min)
 * @param nanos a time that only goes forward, in nanoseconds
 */
public record UpkeepOptions(
        Duration logRetention, Duration changeRetention, Duration auditRetention, Duration deliveryRetention,
        Duration deadLetterRetention, int mostDeliveries, Duration search, Duration expiryWalk, LongSupplier nanos) {

    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Duration> LOG_RETENTION = SETTINGS.duration("log.retention", "30d", "1h", "3650d",
            "How long the rows of the connections' logs are kept.");
    static final Setting<Duration> AUDIT_RETENTION = SETTINGS.duration("log.audit-retention", "365d", "1h", "3650d",
            "How long the audit log keeps who changed what through the management API.");
    static final Setting<Duration> CHANGE_RETENTION = SETTINGS.duration("store.change-retention", "7d", "1h", "3650d",
            "How long change records are kept for those that read them.");
    static final Setting<Duration> DELIVERY_RETENTION = SETTINGS.duration("outbound.delivery-retention", "3d", "1h",
            "365d", "How long deliveries to event streams are kept that are over.");
    static final Setting<Integer> MOST_DELIVERIES = SETTINGS.number("outbound.deliveries", Expiry.MOST_DELIVERIES, 100,
            100_000_000,
            "How many deliveries of an event stream are kept that are over, and how many ids at its target of those"
                    + " who are gone, however young they are. Deliveries that failed, or are on their way, do not count.");
    static final Setting<Duration> DEAD_LETTER_RETENTION = SETTINGS.duration("outbound.dead-letter-retention", "30d",
            "1h", "3650d", "How long deliveries to event streams are kept that failed, to be delivered again, and ids"
                    + " at targets of those who are gone.");
    static final Setting<Duration> EXPIRY_WALK = SETTINGS.duration("store.expiry-interval", "10m", "1s", "1d",
            "How often every connection is looked at for log rows and change records that are past their time.");

    private static final Duration SEARCH = Duration.ofSeconds(2);

    /** With the defaults for the audit log and for deliveries. */
    public UpkeepOptions(
            Duration logRetention, Duration changeRetention, Duration search, Duration expiryWalk, LongSupplier nanos) {
        this(logRetention, changeRetention, SettingValues.defaults().get(AUDIT_RETENTION),
                SettingValues.defaults().get(DELIVERY_RETENTION), SettingValues.defaults().get(DEAD_LETTER_RETENTION),
                SettingValues.defaults().get(MOST_DELIVERIES), search, expiryWalk, nanos);
    }

    /** Those that the settings say. */
    public static UpkeepOptions of(SettingValues values) {
        return new UpkeepOptions(values.get(LOG_RETENTION), values.get(CHANGE_RETENTION),
                values.get(AUDIT_RETENTION), values.get(DELIVERY_RETENTION), values.get(DEAD_LETTER_RETENTION),
                values.get(MOST_DELIVERIES), SEARCH,
                values.get(EXPIRY_WALK), System::nanoTime);
    }

    /** Those that hold when nothing is set. */
    public static UpkeepOptions defaults() {
        return of(SettingValues.defaults());
    }
}
