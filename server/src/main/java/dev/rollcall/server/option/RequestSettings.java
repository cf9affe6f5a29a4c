package dev.rollcall.server.option;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import java.time.Duration;
import java.util.Optional;

/** How much one request may bring and one connection may send, and what of it is logged. */
public final class RequestSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Integer> BODY = SETTINGS.size("limits.body", "1MiB", "1KiB", "1GiB",
            "The largest request body, except those that write a group and bulk requests.");
    public static final Setting<Integer> GROUP_BODY = SETTINGS.size("limits.group-body", "32MiB", "1KiB", "1GiB",
            "The largest request body of a POST, PUT or PATCH of a group, which may carry many members.");
    public static final Setting<Integer> BODY_VALUES = SETTINGS.number("limits.body-values", 100_000, 100, 10_000_000,
            "How many JSON values, objects and lists included, a body may have, except those that write a group and bulk "
                    + "requests.");
    public static final Setting<Integer> GROUP_BODY_VALUES = SETTINGS.number("limits.group-body-values", 2_000_000, 100,
            50_000_000,
            "How many JSON values the body of a bulk request, or one that writes a group, may have; a member has "
                    + "at least two.");
    public static final Setting<Duration> CURSOR_LIFETIME = SETTINGS.duration("limits.cursor-lifetime", "1h", "1m",
            "30d",
            "How long the cursor of a page is good to ask for the next one (cursorTimeout at /ServiceProviderConfig).");
    public static final Setting<Integer> BULK_OPERATIONS = SETTINGS.number("limits.bulk-operations", 1_000, 0, 100_000,
            "How many operations one bulk request may have (maxOperations at /ServiceProviderConfig); with 0 /Bulk is not "
                    + "offered.");
    public static final Setting<Integer> BULK_BODY = SETTINGS.size("limits.bulk-body", "4MiB", "1KiB", "1GiB",
            "The largest body of a bulk request (maxPayloadSize at /ServiceProviderConfig).");
    public static final Setting<Integer> BULK_REQUESTS = SETTINGS.number("limits.bulk-requests", 4, 1, 1_000,
            "How many bulk requests are worked at the same time, of one connection at most half of them; more wait.");
    public static final Setting<Duration> BULK_WAIT = SETTINGS.duration("limits.bulk-wait", "30s", "1s", "10m",
            "How long a bulk request waits for its turn before it is answered with 503 and Retry-After.");
    public static final Setting<Duration> BULK_TURN = SETTINGS.duration("limits.bulk-turn", "5m", "1s", "1h",
            "How long a bulk request is worked; each operation that is not begun by then is answered with 503.");
    public static final Setting<Optional<Long>> BODY_MEMORY = SETTINGS.optional("limits.body-memory",
            SettingForms.largeSize("16MiB", "1024GiB"),
            "What the bodies of all requests may take of the heap together, with what is made of them; a tenth is kept for "
                    + "small bodies, and one connection gets half of the rest at most, or a single body. "
                    + "Without it, half of the largest heap.");
    public static final Setting<Duration> BODY_WAIT = SETTINGS.duration("limits.body-wait", "20s", "0s", "10m",
            "How long a request waits for memory for its body, before it is answered with 503 and Retry-After.");
    public static final Setting<Integer> BODY_WAITING = SETTINGS.number("limits.body-waiting", 256, 1, 100_000,
            "How many requests of one connection may wait for memory; more are answered with 503 and Retry-After at once.");
    public static final Setting<Optional<Long>> ANSWER_MEMORY = SETTINGS.optional("limits.answer-memory",
            SettingForms.largeSize("8MiB", "1024GiB"),
            "What the answers that clients have not taken yet may take of the heap together; when it is full, the connection "
                    + "that has most of it gets 503 for new answers, and its oldest ones are cut off for others. "
                    + "Without it, an eighth of the largest heap.");
    public static final Setting<Optional<Integer>> LARGE_REQUESTS = SETTINGS.optional("limits.large-requests",
            SettingForms.number("number", 1, 1_000),
            "How many requests with a body or a resource of 64 KiB and more compute at the same time, of one connection at most "
                    + "half of them; more wait, and small requests go on beside them. Without it, as many as there are processors.");
    public static final Setting<Duration> LARGE_REQUEST_WAIT = SETTINGS.duration("limits.large-request-wait", "30s",
            "1s",
            "10m", "How long a large request waits for a processor before it is answered with 503 and Retry-After.");
    public static final Setting<Integer> JSON_DEPTH = SETTINGS.number("limits.json-depth", 32, 8, 500,
            "How deep objects and arrays may be nested in a body.");
    public static final Setting<Optional<Integer>> RATE_PER_SECOND = SETTINGS.of("limits.rate-per-second",
            SettingForms.offOrNumber("number", 1, 100_000), "off",
            "How many requests a second each connection may send in the long run; more are answered with 429 and "
                    + "Retry-After. Entra ID sends up to 25.");
    public static final Setting<Optional<Integer>> RATE_BURST = SETTINGS.optional("limits.rate-burst",
            SettingForms.number("number", 1, 1_000_000),
            "How many requests may come at once after a pause; without it, as many as rate-per-second.");
    public static final Setting<Optional<Integer>> MANAGEMENT_RATE_PER_SECOND = SETTINGS.of(
            "limits.management-rate-per-second", SettingForms.offOrNumber("number", 1, 100_000), "off",
            "How many requests a second each client of the management API may send in the long run; more are answered with "
                    + "429 and Retry-After, and all with what is left (X-RateLimit-…).");
    public static final Setting<Optional<Integer>> MANAGEMENT_RATE_BURST = SETTINGS.optional(
            "limits.management-rate-burst", SettingForms.number("number", 1, 1_000_000),
            "How many of them may come at once after a pause; without it, as many as management-rate-per-second.");
    public static final Setting<Integer> EVENT_FEEDS = SETTINGS.number("limits.event-feeds", 8, 1, 1_000,
            "How many event feeds (GET /api/v2/events) one client may have open at the same time; more are answered with 429 and "
                    + "Retry-After.");
    public static final Setting<Integer> EVENT_FEEDS_IN_ALL = SETTINGS.number("limits.event-feeds-in-all", 64, 1,
            10_000,
            "How many event feeds all clients together may have open.");
    public static final Setting<Integer> TOKEN_RATE = SETTINGS.number("limits.token-rate", 10, 1, 100_000,
            "How many requests for access tokens a second each client address may send in the long run, and ten times as "
                    + "many at once; more are answered with 429 and Retry-After.");
    public static final Setting<Integer> REFUSED_TOKEN_RATE = SETTINGS.number("limits.refused-token-rate", 100, 1,
            100_000,
            "How many bearer tokens a second that are not good each client address may show in the long run, and ten "
                    + "times as many at once; then only tokens are looked at from there that were good before, and others are "
                    + "answered with 429 and Retry-After.");
    public static final Setting<Integer> TOKEN_BODY = SETTINGS.size("limits.token-body", "8KiB", "1KiB", "64KiB",
            "The largest body of a request for an access token.");
    public static final Setting<Integer> REQUEST_LINE = SETTINGS.size("limits.request-line", "128KiB", "1KiB", "1MiB",
            "The longest request line, which holds the filter.");
    public static final Setting<Integer> HEADERS = SETTINGS.size("limits.headers", "16KiB", "1KiB", "1MiB",
            "The largest headers of a request, all together.");
    public static final Setting<BodyLogging> LOG_BODIES = SETTINGS.of("log.bodies",
            SettingForms.choice("which", BodyLogging.class), "all",
            "Of which requests the body is kept: all, failures or off. Passwords and secrets are never kept.");
    public static final Setting<ResponseLogging> LOG_RESPONSES = SETTINGS.of("log.responses",
            SettingForms.choice("which", ResponseLogging.class), "writes",
            "Of which requests the answer is kept, cut to log.body-length: off, failures, writes (and failures) or all, which "
                    + "has reads as well. Secrets are never kept.");
    public static final Setting<Integer> LOG_BODY_LENGTH = SETTINGS.number("log.body-length", 16_384, 256, 1 << 20,
            "How many characters of a body are kept; the rest is cut off.");
    public static final Setting<Integer> LOG_REFUSALS = SETTINGS.number("log.refusals", 60, 1, 1_000_000,
            "How many refused changes and granted access tokens a minute the audit log keeps of each client, and how many "
                    + "refused requests for access tokens of all together; more leave no row.");

    private RequestSettings() {}
}
