package dev.rollcall.outbound.alert;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.setting.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the streams from time to time, notes what is wrong with them, and tells it.
 *
 * <p>Guarantees: of each cause of a stream one node tells once that it has begun, and once that it is over; what was over before
 * anybody was told is not told. What does not get to its receiver is tried again for {@link #PATIENCE}, and then is in the
 * operator's log. With nobody to tell, alerts are noted all the same, for the API and the metrics.
 */
public final class AlertLoop implements AutoCloseable {
    /** How often it looks. */
    static final Duration PAUSE = Duration.ofSeconds(15);

    /** How long something is tried to be told. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    /** What is told in one round, and what waits to be told again, at most. */
    static final int A_ROUND = 50;

    private static final System.Logger LOGGER = System.getLogger(AlertLoop.class.getName());
    private static final String LANE = "alerts";

    private final Storage storage;
    private final AlertRules rules;
    private final List<AlertSender> senders;
    private final Clock clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** What is to be told again. @param until when it is given up */
    private record Waiting(AlertSender sender, AlertMessage message, Instant until) {}

    AlertLoop(Storage storage, AlertRules rules, List<AlertSender> senders, Clock clock) {
        this.storage = storage;
        this.rules = rules;
        this.senders = List.copyOf(senders);
        this.clock = clock;
    }

    /**
     * One that tells whom the settings name.
     *
     * @param network how addresses are reached
     */
    public static AlertLoop of(
            SettingValues settings, Storage storage, SecretSeal seal, OutboundNetwork network, Clock clock) {
        List<AlertSender> senders = new ArrayList<>();
        settings.get(AlertSettings.WEBHOOK).ifPresent(address -> senders.add(new WebhookAlertSender(address, network)));
        Optional<String> host = settings.get(AlertSettings.SMTP_HOST);
        Optional<String> to = settings.get(AlertSettings.EMAIL);
        if (host.isPresent() && to.isPresent()) {
            senders.add(new SmtpSender(settings, host.get(), to.get(), clock));
        }
        return new AlertLoop(storage, new AlertRules(settings.get(AlertSettings.BACKLOG),
                settings.get(AlertSettings.EXPIRY), seal), senders, clock);
    }

    /** One round; for one thread at a time. @return how long to rest */
    public Duration round() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        note(now);
        tell(now);
        again(now);
        return PAUSE;
    }

    /** A stream with what is wrong with it, and what is known of that. */
    private record Look(EventStream stream, Map<String, String> wrong, List<StreamAlert> known) {}

    private void note(Instant now) {
        List<Look> looks = storage.read(Share.OUTBOUND, session -> session.streams()
                .all()
                .stream()
                .map(stream -> new Look(stream, rules.wrong(session, stream, now),
                        session.streams().alerts(stream.id())))
                .filter(AlertLoop::isNews)
                .toList());
        for (Look look : looks) {
            storage.<Boolean>write(Share.OUTBOUND, LANE, session -> note(session, look, now));
        }
    }

    /** A quiet house writes nothing. */
    private static boolean isNews(Look look) {
        return !look.wrong().keySet().equals(lasting(look).keySet());
    }

    private static Map<String, StreamAlert> lasting(Look look) {
        Map<String, StreamAlert> lasting = new HashMap<>();
        look.known()
                .stream()
                .filter(alert -> alert.endedAt().isEmpty())
                .forEach(alert -> lasting.put(alert.cause(), alert));
        return lasting;
    }

    private static boolean note(WriteSession session, Look look, Instant now) {
        StreamId id = look.stream().id();
        boolean changed = false;
        if (session.streams().find(id).isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> wrong : look.wrong().entrySet()) {
            changed |= session.streams()
                    .raise(new StreamAlert(id, wrong.getKey(), now, Optional.empty(), Optional.empty(),
                            wrong.getValue()));
        }
        for (String cause : lasting(look).keySet()) {
            changed |= !look.wrong().containsKey(cause) && session.streams().settle(id, cause, now);
        }
        return changed;
    }

    private void tell(Instant now) {
        List<AlertMessage> messages = storage.read(Share.OUTBOUND, session -> session.streams()
                .untold(A_ROUND)
                .stream()
                .map(alert -> new AlertMessage(name(session, alert.stream()), alert))
                .toList());
        for (AlertMessage message : messages) {
            boolean ours = storage.<Boolean>write(Share.OUTBOUND, LANE,
                    session -> session.streams().told(message.alert(), now));
            if (ours) {
                LOGGER.log(message.isOver() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                        message.headline() + ". " + message.alert().sentence());
                senders.forEach(sender -> send(new Waiting(sender, message, now.plus(PATIENCE)), now));
            }
        }
    }

    private static String name(ReadSession session, StreamId id) {
        return session.streams().find(id).map(EventStream::name).orElse(id.value());
    }

    private void again(Instant now) {
        for (int left = waiting.size(); left > 0; left--) {
            send(waiting.removeFirst(), now);
        }
    }

    private void send(Waiting what, Instant now) {
        try {
            what.sender().send(what.message());
        } catch (AlertFailedException e) {
            if (now.isBefore(what.until()) && waiting.size() < A_ROUND) {
                waiting.addLast(what);
            } else {
                LOGGER.log(System.Logger.Level.ERROR, "An alert was not told (" + what.message().headline() + "). "
                        + e.getMessage(), e);
            }
        }
    }

    /** Lets go of connections. */
    @Override
    public void close() {
        senders.forEach(AlertSender::close);
    }
}
